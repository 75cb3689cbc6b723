package onecopy.service.watch;

import java.io.OutputStream;
import java.time.Duration;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.BatchId;

/** Follows every batch from its arrival to its end, whatever becomes of it: counts, logs and records it. Thread-safe. */
public final class BatchJournal {
    private final BatchIds ids = new BatchIds();
    private final BatchCounters counters = new BatchCounters();
    private final BatchLog log;

    /**
     * A journal without entries.
     *
     * @param slow batches that take at least this long are logged; zero logs every one
     */
    public BatchJournal(Duration slow) {
        this.log = new BatchLog(slow);
    }

    /**
     * {@return the trace of a batch that has just arrived, with an id of its own}
     *
     * @param requestId what its caller calls it; empty if nothing
     */
    public BatchTrace begin(String requestId) {
        return new BatchTrace(ids.next(), requestId);
    }

    /**
     * The batch has ended and its response is known.
     *
     * @param bytesIn bytes of its request
     * @param bytesOut bytes of its response
     */
    public void end(BatchTrace batch, long bytesIn, long bytesOut) {
        batch.finish();
        counters.count(batch, bytesIn, bytesOut);
        log.write(batch, bytesIn, bytesOut);
    }

    /** {@return a failure as its caller gets it: our own defects name the batch, for the log to be found} */
    public static OnecopyException named(OnecopyException failure, BatchId id) {
        return failure.fault() == Fault.INTERNAL
                ? new OnecopyException(failure.fault(),
                        failure.getMessage() + "; the coordinator's log tells more about batch " + id, failure)
                : failure;
    }

    /** Writes everything that is counted in Prometheus's text format and closes the stream. */
    public void writeMetrics(FleetFigures fleet, OutputStream out) {
        MetricsPage.write(counters, fleet, out);
    }
}
