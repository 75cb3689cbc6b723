package onecopy.service.http;

import java.util.Optional;
import onecopy.service.coordinator.Cancellation;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.coordinator.Execution;
import onecopy.service.query.Batch;
import onecopy.service.wire.AnswerJson;
import onecopy.service.wire.BatchJson;
import onecopy.service.wire.ExplainedAnswer;

/** {@code POST /v1/query}: answers a batch. A caller who hangs up cancels it. */
final class QueryRoute implements Route {
    private final Coordinator coordinator;
    private final ClientWatch clients;

    QueryRoute(Coordinator coordinator, ClientWatch clients) {
        this.coordinator = coordinator;
        this.clients = clients;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public Response answer(Request request) {
        boolean explain = request.explain();
        Batch batch = BatchJson.read(request.body());
        Execution execution = execute(request, batch);
        ExplainedAnswer explained = new ExplainedAnswer(execution.answer(),
                explain ? Optional.of(execution.explanation()) : Optional.empty());
        Response response = Response.of(200, out -> AnswerJson.write(explained, out));
        coordinator.record(batch, execution, request.bytes(), QueryServer.bytesOnTheWire(response));
        return response;
    }

    private Execution execute(Request request, Batch batch) {
        Cancellation cancellation = new Cancellation();
        try (ClientWatch.Watching _ = clients.watch(request.serverPort(), request.clientPort(),
                () -> cancellation.request("its caller hung up"))) {
            return coordinator.execute(batch, cancellation);
        }
    }
}
