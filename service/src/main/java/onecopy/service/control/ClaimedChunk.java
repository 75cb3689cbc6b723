package onecopy.service.control;

import static onecopy.service.control.WorkerSlotDescriptor.*;

import onecopy.data.fault.Fault;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A worker's claim on one chunk. While it is open, neither the job's slot nor the chunk's result area is given to
 * anybody else. Closing it without {@link #publish} sets the chunk free for the others. Used by one thread.
 */
public final class ClaimedChunk implements AutoCloseable {
    private final WorkerControl control;
    private final JobSlot job;
    private final WorkerControl.KnownJob known;
    private final int chunk;
    private final long claim;
    private boolean open = true;

    ClaimedChunk(WorkerControl control, JobSlot job, WorkerControl.KnownJob known, int chunk, long claim) {
        this.control = control;
        this.job = job;
        this.known = known;
        this.chunk = chunk;
        this.claim = claim;
    }

    /** {@return the job's slot, 0 to 15} */
    public int jobSlot() {
        return job.slot();
    }

    /** {@return the job's id: two claims with the same one have the same specification} */
    public long jobId() {
        return JobWord.jobId(known.word());
    }

    /** {@return the batch the job belongs to, 0 if none} */
    public long batchId() {
        return job.batchId();
    }

    /** {@return the job's specification} */
    public JobSpec spec() {
        return known.spec();
    }

    /** {@return index of the chunk's first element} */
    public long start() {
        return known.spec().chunkStart(chunk);
    }

    /** {@return index after the chunk's last element} */
    public long end() {
        return known.spec().chunkEnd(chunk);
    }

    /** {@return whether the result is still wanted: the job is active and the chunk was not given to another worker} */
    public boolean isWanted() {
        return job.word() == known.word() && known.arena().state(chunk) == claim;
    }

    /** Tells how many elements of the chunk are scanned. */
    public void progress(long elements) {
        control.words().putLongRelease(control.me().base() + CHUNK_PROGRESS_OFFSET, elements);
    }

    /**
     * Hands the chunk's partial in.
     *
     * @param partial {@code partialWords} numbers
     * @return false where the chunk had been given to another worker, whose result counts
     */
    public boolean publish(long[] partial) {
        JobArena arena = known.arena();
        int area = ChunkState.area(claim);
        if (!arena.hasArea(area)) {
            // Somebody else has changed the claim: the coordinator finds it.
            disengage();
            return false;
        }
        long seal = control.seal().of(jobId(), known.checksum(), start(), end(), partial,
                arena.layout().partialWords());
        arena.putPartial(area, partial, seal);
        // The compare-and-set orders the partial before DONE; pairs with the coordinator's volatile load of the word.
        boolean accepted = arena.changeState(chunk, claim, ChunkState.done(claim));
        disengage();
        control.announceProgress();
        return accepted;
    }

    /** Counts the work done for this chunk, whether its result was accepted or not. */
    public void count(long widthBytes, long busyNs, long resultBytes, boolean firstOfItsJob) {
        AtomicBuffer words = control.words();
        int base = control.me().base();
        add(words, base + CHUNKS_OFFSET, 1);
        add(words, base + ELEMENTS_OFFSET, end() - start());
        add(words, base + BYTES_OFFSET, (end() - start()) * widthBytes);
        add(words, base + BATCHES_OFFSET, firstOfItsJob ? 1 : 0);
        add(words, base + BUSY_NS_OFFSET, busyNs);
        add(words, base + RESULT_BYTES_OFFSET, resultBytes);
    }

    /** Ends the whole job with a failure, unless another worker was first. */
    public void fail(Fault fault, String message) {
        open = false;
        progress(0);
        control.fail(job, known.word(), fault, message);
    }

    /** Sets the chunk free at once if it is still this worker's; this worker writes nothing into it any more. */
    @Override
    public void close() {
        if (open) {
            if (known.arena().changeState(chunk, claim,
                    ChunkState.free(ChunkState.epoch(claim) + 1, ChunkState.area(claim)))) {
                control.wake();
            }
            disengage();
        }
    }

    private void disengage() {
        open = false;
        progress(0);
        control.disengage();
    }

    private static void add(AtomicBuffer words, int offset, long amount) {
        words.putLongRelease(offset, words.getLong(offset) + amount);
    }
}
