package onecopy.service.http;

import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Function;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.admission.Gate;
import onecopy.service.coordinator.Cancellation;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.query.Batch;
import onecopy.service.repeat.Caller;
import onecopy.service.repeat.Repeats;
import onecopy.service.watch.BatchJournal;
import onecopy.service.watch.BatchTrace;
import onecopy.service.wire.IdempotencyKey;
import tools.jackson.core.exc.JacksonIOException;

/**
 * {@code POST /v1/query}: answers a batch, in its turn. A caller who hangs up cancels it, unless others wait for the same
 * one under its idempotency key. Each request gets an id, which stands in the response, good or bad, and in every log.
 */
final class QueryRoute implements Route {
    private static final String GONE = "its caller hung up";
    private static final String BATCH_ID = "X-Batch-Id";

    private final Gate gate;
    private final BatchRunner runner;
    private final ClientWatch clients;
    private final BatchJournal journal;
    private final Repeats<Body> repeats = new Repeats<>(Body::memoryBytes);

    QueryRoute(Coordinator coordinator, Gate gate, ClientWatch clients, BatchJournal journal) {
        this.gate = gate;
        this.runner = new BatchRunner(coordinator, gate);
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
        } catch (JacksonIOException | UncheckedIOException e) {
            trace.failed(new OnecopyException(Fault.CANCELLED, "its caller went away before the request was read", e));
            throw e;
        } catch (RuntimeException | Error e) {
            Refusal refusal = Refusal.of(e, trace.id());
            trace.failed(refusal.failure());
            response = named(refusal.response(), request, trace);
            return response;
        } finally {
            journal.end(trace, request.bytes(), response == null ? 0 : response.bytesOnTheWire());
        }
    }

    /** {@return a response as its caller gets it, with the batch's id} */
    static Response named(Response response, Request request, BatchTrace trace) {
        Response named = response.with(BATCH_ID, trace.id().toString());
        return request.id().isEmpty() ? named : named.with(Request.ID, request.id());
    }

    private Response answer(Request request, BatchTrace trace) {
        boolean explain = request.explain();
        Optional<IdempotencyKey> key = request.key();
        if (key.isEmpty()) {
            gate.requireRoom();
        }
        BatchRunner.Hold hold = new BatchRunner.Hold();
        try {
            Body body = request.body().readIfShort()
                    ? answerShort(request, key, explain, trace, hold)
                    : answerLong(request, key, explain, trace, hold);
            return Response.of(200, body).holding(hold::close);
        } catch (RuntimeException | Error e) {
            hold.close();
            throw e;
        }
    }

    /** A repeat needs no turn of its own. */
    private Body answerShort(Request request, Optional<IdempotencyKey> key, boolean explain, BatchTrace trace,
            BatchRunner.Hold hold) {
        byte[] body = request.body().bytes();
        if (key.isEmpty()) {
            return alone(request, end -> runner.answerShort(request, body, explain, end, trace, hold));
        }
        MessageDigest digest = newDigest(explain);
        return repeats.once(key.get(), digest.digest(body), callerOf(request),
                end -> runner.answerShort(request, body, explain, end, trace, hold));
    }

    /** Whether a long request is a repeat shows when it has been read, which it is in its turn. */
    private Body answerLong(Request request, Optional<IdempotencyKey> key, boolean explain, BatchTrace trace,
            BatchRunner.Hold hold) {
        gate.requireRoom();
        RequestBody body = request.body();
        if (key.isEmpty()) {
            return alone(request, end -> {
                Batch batch = runner.readLong(body, body.open(), end, trace, hold);
                return runner.compute(request, batch, explain, end, trace, hold);
            });
        }
        MessageDigest digest = newDigest(explain);
        Batch batch = alone(request,
                end -> runner.readLong(body, new DigestInputStream(body.open(), digest), end, trace, hold));
        return repeats.once(key.get(), digest.digest(), callerOf(request),
                end -> runner.compute(request, batch, explain, end, trace, hold));
    }

    /** Does something that ends when its caller hangs up. */
    private <T> T alone(Request request, Function<Cancellation, T> work) {
        Cancellation end = new Cancellation();
        try (Caller.Watching _ = callerOf(request).watch(() -> end.request(GONE))) {
            return work.apply(end);
        }
    }

    private Caller callerOf(Request request) {
        return gone -> clients.watch(request.serverPort(), request.clientPort(), gone);
    }

    /** {@return a digest that has seen what of the request is not its body} */
    private static MessageDigest newDigest(boolean explain) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) (explain ? 1 : 0));
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
