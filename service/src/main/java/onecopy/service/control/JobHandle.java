package onecopy.service.control;

import java.util.Set;
import onecopy.data.fault.OnecopyException;

/**
 * A submitted job. One thread waits and drains; any thread may cancel.
 *
 * <pre>{@code
 * try (JobHandle job = control.submit(spec, waitNs)) {
 *     while (!job.done()) {
 *         job.awaitProgress(timeoutNs);
 *         job.drain(scratch.words(), () -> merged.merge(scratch));
 *     }
 * }
 * }</pre>
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class JobHandle implements AutoCloseable {
    JobHandle() {}

    /** {@return unique in this fleet, ascending} */
    public long jobId() {
        throw new UnsupportedOperationException();
    }

    /**
     * Waits until a chunk is finished that has not been drained, or the job is over.
     *
     * @return false where the time passed first
     */
    public boolean awaitProgress(long timeoutNs) throws InterruptedException {
        throw new UnsupportedOperationException("timeoutNs=" + timeoutNs);
    }

    /**
     * Hands over the partial of every chunk finished since the last call, each exactly once.
     *
     * @param words receives a chunk's partial, {@code partialWords} long
     * @param merge is run after each
     * @return number of chunks handed over
     */
    public int drain(long[] words, Runnable merge) {
        throw new UnsupportedOperationException("words=" + words.length + merge);
    }

    /** {@return whether every chunk has been drained, or the job failed or was cancelled} */
    public boolean done() {
        throw new UnsupportedOperationException();
    }

    /** {@return whether a worker recorded a failure, or too many died over one chunk} */
    public boolean failed() {
        throw new UnsupportedOperationException();
    }

    /** {@return why the job failed, as the error its caller should get} */
    public OnecopyException failure() {
        throw new UnsupportedOperationException();
    }

    /** Workers drop the job within a slice. No effect on a job that is over. */
    public void cancel() {
        throw new UnsupportedOperationException();
    }

    /** {@return elements scanned so far, those of unfinished chunks included} */
    public long doneElements() {
        throw new UnsupportedOperationException();
    }

    /** {@return slots of the workers whose chunks were drained} */
    public Set<Integer> workersInvolved() {
        throw new UnsupportedOperationException();
    }

    /** {@return bytes written into the control file for this job so far, by all processes} */
    public long controlBytes() {
        throw new UnsupportedOperationException();
    }

    /** Cancels the job if it is not over and gives its slot back once no worker can touch it any more. */
    @Override
    public void close() {}
}
