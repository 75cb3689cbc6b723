package onecopy.service.http;

import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Function;
import onecopy.service.admission.Gate;
import onecopy.service.coordinator.Cancellation;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.query.Batch;
import onecopy.service.repeat.Caller;
import onecopy.service.repeat.Repeats;
import onecopy.service.wire.IdempotencyKey;

/**
 * {@code POST /v1/query}: answers a batch, in its turn. A caller who hangs up cancels it, unless others wait for the same
 * one under its idempotency key.
 */
final class QueryRoute implements Route {
    private static final String GONE = "its caller hung up";

    private final Gate gate;
    private final BatchRunner runner;
    private final ClientWatch clients;
    private final Repeats<Body> repeats = new Repeats<>(Body::memoryBytes);

    QueryRoute(Coordinator coordinator, Gate gate, ClientWatch clients) {
        this.gate = gate;
        this.runner = new BatchRunner(coordinator, gate);
        this.clients = clients;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public Response answer(Request request) {
        boolean explain = request.explain();
        Optional<IdempotencyKey> key = request.key();
        if (key.isEmpty()) {
            gate.requireRoom();
        }
        BatchRunner.Hold hold = new BatchRunner.Hold();
        try {
            Body body = request.body().readIfShort()
                    ? answerShort(request, key, explain, hold)
                    : answerLong(request, key, explain, hold);
            return Response.of(200, body).holding(hold::close);
        } catch (RuntimeException | Error e) {
            hold.close();
            throw e;
        }
    }

    /** A repeat needs no turn of its own. */
    private Body answerShort(Request request, Optional<IdempotencyKey> key, boolean explain, BatchRunner.Hold hold) {
        byte[] body = request.body().bytes();
        if (key.isEmpty()) {
            return alone(request, end -> runner.answerShort(request, body, explain, end, hold));
        }
        MessageDigest digest = newDigest(explain);
        return repeats.once(key.get(), digest.digest(body), callerOf(request),
                end -> runner.answerShort(request, body, explain, end, hold));
    }

    /** Whether a long request is a repeat shows when it has been read, which it is in its turn. */
    private Body answerLong(Request request, Optional<IdempotencyKey> key, boolean explain, BatchRunner.Hold hold) {
        gate.requireRoom();
        RequestBody body = request.body();
        if (key.isEmpty()) {
            return alone(request, end -> {
                Batch batch = runner.readLong(body, body.open(), end, hold);
                return runner.compute(request, batch, explain, end, hold);
            });
        }
        MessageDigest digest = newDigest(explain);
        Batch batch = alone(request,
                end -> runner.readLong(body, new DigestInputStream(body.open(), digest), end, hold));
        return repeats.once(key.get(), digest.digest(), callerOf(request),
                end -> runner.compute(request, batch, explain, end, hold));
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
