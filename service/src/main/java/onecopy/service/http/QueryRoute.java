package onecopy.service.http;

import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.coordinator.Cancellation;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.coordinator.Execution;
import onecopy.service.query.Batch;
import onecopy.service.watch.BatchJournal;
import onecopy.service.watch.BatchTrace;
import onecopy.service.wire.AnswerJson;
import onecopy.service.wire.BatchJson;
import onecopy.service.wire.ExplainedAnswer;
import tools.jackson.core.exc.JacksonIOException;

/**
 * {@code POST /v1/query}: answers a batch. A caller who hangs up cancels it. Each gets an id, which stands in the response,
 * good or bad, and in every log.
 */
final class QueryRoute implements Route {
    private static final String BATCH_ID = "X-Batch-Id";

    private final Coordinator coordinator;
    private final ClientWatch clients;
    private final BatchJournal journal;

    QueryRoute(Coordinator coordinator, ClientWatch clients, BatchJournal journal) {
        this.coordinator = coordinator;
        this.clients = clients;
        this.journal = journal;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public Response answer(Request request) {
        BatchTrace trace = journal.begin(request.id());
        Response response = null;
        try {
            response = named(answer(request, trace), request, trace);
            return response;
        } catch (JacksonIOException e) {
            trace.failed(new OnecopyException(Fault.CANCELLED, "its caller went away before the request was read", e));
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            Refusal refusal = Refusal.of(e, trace.id());
            trace.failed(refusal.failure());
            response = named(refusal.response(), request, trace);
            return response;
        } finally {
            journal.end(trace, request.bytes(), response == null ? 0 : response.bytesOnTheWire());
        }
    }

    private static Response named(Response response, Request request, BatchTrace trace) {
        Response named = response.with(BATCH_ID, trace.id().toString());
        return request.id().isEmpty() ? named : named.with(Request.ID, request.id());
    }

    private Response answer(Request request, BatchTrace trace) {
        boolean explain = request.explain();
        Batch batch = BatchJson.read(request.body());
        trace.asked(batch);
        Execution execution = execute(request, batch, trace);
        trace.answered(execution.answer(), execution.explanation());
        ExplainedAnswer explained = new ExplainedAnswer(execution.answer(),
                explain ? Optional.of(execution.explanation()) : Optional.empty());
        Response response = Response.of(200, out -> AnswerJson.write(explained, out));
        coordinator.record(batch, execution, request.bytes(), named(response, request, trace).bytesOnTheWire());
        return response;
    }

    private Execution execute(Request request, Batch batch, BatchTrace trace) {
        Cancellation cancellation = new Cancellation();
        try (ClientWatch.Watching _ = clients.watch(request.serverPort(), request.clientPort(),
                () -> cancellation.request("its caller hung up"))) {
            return coordinator.execute(batch, cancellation, trace);
        }
    }
}
