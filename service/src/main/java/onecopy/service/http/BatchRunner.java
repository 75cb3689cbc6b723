package onecopy.service.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.admission.BatchWeight;
import onecopy.service.admission.Gate;
import onecopy.service.coordinator.Cancellation;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.coordinator.Execution;
import onecopy.service.query.Batch;
import onecopy.service.watch.BatchTrace;
import onecopy.service.wire.AnswerJson;
import onecopy.service.wire.BatchJson;
import onecopy.service.wire.ExplainedAnswer;

/**
 * Computes batches as they get their turn. The turn of one whose answer is large lasts until the caller has it, because
 * until then the answer takes memory. Thread-safe.
 */
final class BatchRunner {
    /** A batch of so few queries is kept while it waits; a larger one is read again, because its bytes take less. */
    private static final int KEPT_QUERIES = 64;
    /** Answers up to this size await their callers beside whatever runs. */
    private static final long SMALL_ANSWER_BYTES = 64 * 1024;
    /** How long a long request, of which nothing was read, waits: its caller may take for silence what is a queue. */
    private static final Duration UNREAD_PATIENCE = Duration.ofSeconds(10);

    private final Coordinator coordinator;
    private final Gate gate;

    BatchRunner(Coordinator coordinator, Gate gate) {
        this.coordinator = coordinator;
        this.gate = gate;
    }

    /** What an answer in the making holds on to. For one thread. */
    static final class Hold implements AutoCloseable {
        private Gate.Turn turn;

        @Override
        public void close() {
            if (turn != null) {
                turn.close();
            }
        }
    }

    /** {@return the answer to a batch whose request has been read} */
    Body answerShort(Request request, byte[] body, boolean explain, Cancellation cancellation, BatchTrace trace,
            Hold hold) {
        Batch read = BatchJson.read(new ByteArrayInputStream(body));
        trace.asked(read);
        long weight = BatchWeight.of(read);
        Duration limit = coordinator.timeLimit(read);
        Optional<Batch> kept = Optional.of(read).filter(batch -> batch.queries().size() <= KEPT_QUERIES);
        read = null;
        hold.turn = gate.enter(weight, limit.toNanos() - request.ageNs(), cancellation)
                .orElseThrow(() -> new OnecopyException(Fault.TIMEOUT, "the batch waited " + limit.toMillis()
                        + " ms for its turn, which is all the time it has; give it more with --timeout or timeout_ms"));
        Batch batch = kept.orElseGet(() -> BatchJson.read(new ByteArrayInputStream(body)));
        return compute(request, batch, explain, cancellation, trace, hold);
    }

    /** {@return a batch whose request is too long to be read before it has its turn} */
    Batch readLong(RequestBody body, InputStream in, Cancellation cancellation, BatchTrace trace, Hold hold) {
        hold.turn = gate.enter(BatchWeight.ofRequest(body.bytesAtMost()), UNREAD_PATIENCE.toNanos(), cancellation)
                .orElseThrow(gate::busy);
        Batch batch = BatchJson.read(in);
        trace.asked(batch);
        hold.turn.weigh(BatchWeight.of(batch));
        return batch;
    }

    /** {@return the answer to a batch that has its turn} */
    Body compute(Request request, Batch batch, boolean explain, Cancellation cancellation, BatchTrace trace,
            Hold hold) {
        Execution execution = coordinator.execute(batch, request.ageNs(), cancellation, trace);
        trace.answered(execution.answer(), execution.explanation());
        ExplainedAnswer explained = new ExplainedAnswer(execution.answer(),
                explain ? Optional.of(execution.explanation()) : Optional.empty());
        Body body = Response.bodyOf(out -> AnswerJson.write(explained, out));
        coordinator.record(batch, execution, request.bytes(),
                QueryRoute.named(Response.of(200, body), request, trace).bytesOnTheWire());
        if (body.length() <= SMALL_ANSWER_BYTES) {
            hold.close();
        }
        return body;
    }
}
