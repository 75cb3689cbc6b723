package onecopy.service.control;

import java.time.Duration;
import java.util.List;
import onecopy.service.run.RunDirectory;

/**
 * The coordinator's view of the control file: creates it, submits jobs, watches over workers, frees the chunks of
 * those that die or fall silent (by itself, on its own thread). Thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class CoordinatorControl implements AutoCloseable {
    private CoordinatorControl() {}

    /**
     * {@return the control of a new fleet; its file replaces one left by a coordinator that was killed}
     *
     * @throws onecopy.data.fault.OnecopyException with {@code CONFLICT} where another coordinator runs here
     */
    public static CoordinatorControl create(RunDirectory run, FleetLocks locks) {
        throw new UnsupportedOperationException(run + " " + locks);
    }

    /** {@return how many chunks a job may have whose partial result takes this many words; at least 1} */
    public int maxChunks(int partialWords) {
        throw new UnsupportedOperationException("partialWords=" + partialWords);
    }

    /**
     * Publishes a job and wakes the workers.
     *
     * @param waitNs how long to wait for a free job slot
     * @throws onecopy.data.fault.OnecopyException with {@code UNAVAILABLE} where none became free, {@code NO_SPACE}
     *     where the run directory's file system is full
     */
    public JobHandle submit(JobSpec spec, long waitNs) {
        throw new UnsupportedOperationException(spec + " " + waitNs);
    }

    /** {@return the slots of living workers that take chunks} */
    public List<WorkerSnapshot> workers() {
        throw new UnsupportedOperationException();
    }

    /** {@return how many living workers take chunks; cheap} */
    public int workerCount() {
        throw new UnsupportedOperationException();
    }

    /** {@return whether at least this many workers attached within the time} */
    public boolean awaitWorkers(int count, Duration timeout) {
        throw new UnsupportedOperationException(count + " " + timeout);
    }

    /** Counts a batch as answered and leaves its record for {@code stat} and {@code prove}. */
    public void recordBatch(LastBatch batch) {
        throw new UnsupportedOperationException(batch.toString());
    }

    /**
     * Tells every worker to leave.
     *
     * @return whether all have left within the time
     */
    public boolean stop(Duration timeout) {
        throw new UnsupportedOperationException(timeout.toString());
    }

    /** Cancels what runs, tells the workers to leave if {@link #stop} did not, and unmaps the file; does not delete it. */
    @Override
    public void close() {}
}
