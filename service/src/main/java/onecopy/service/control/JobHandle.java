package onecopy.service.control;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * A submitted job. One thread waits and drains; any thread may cancel or ask how far it is.
 *
 * <pre>{@code
 * try (JobHandle job = control.submit(spec, batchId, waitNs)) {
 *     while (!job.done()) {
 *         job.awaitProgress(timeoutNs);
 *         job.drain(scratch.words(), () -> merged.merge(scratch));
 *     }
 *     if (!job.complete()) {
 *         throw job.failure();
 *     }
 * }
 * }</pre>
 */
public final class JobHandle implements AutoCloseable {
    /** A state word is written when the chunk is laid out, claimed and finished. */
    private static final int LEDGER_BYTES_PER_CHUNK = 4 * Long.BYTES;

    private static final long LEAVING_LOOK_NS = 2_000_000;

    private final JobTable table;
    private final JobSlot slot;
    private final JobArena arena;
    private final long jobId;
    private final int checksum;
    private final JobSpec spec;
    private final Seal seal = new Seal();
    private final ChunkRecovery recovery;
    private final BitSet pending = new BitSet();
    private final Map<Integer, Long> lastDrainNs = new HashMap<>();
    private long drainedChunks;
    private volatile boolean cancelled;
    private boolean closed;

    /**
     * Elements over which too many workers died.
     *
     * @param deaths how many
     * @param start index of the first element of the chunk that the last of them computed
     * @param end index after its last one
     */
    public record Lethal(int deaths, long start, long end) {}

    JobHandle(JobTable table, JobSlot slot, JobArena arena, long jobId, int checksum, JobSpec spec) {
        this.table = table;
        this.slot = slot;
        this.arena = arena;
        this.jobId = jobId;
        this.checksum = checksum;
        this.spec = spec;
        this.recovery = new ChunkRecovery(table, slot, arena, jobId, spec);
        pending.set(0, spec.chunkCount());
    }

    /** {@return unique in this fleet, ascending} */
    public long jobId() {
        return jobId;
    }

    /**
     * Waits until a chunk is finished that has not been drained, or the job is over.
     *
     * @return false where the time passed first
     */
    public boolean awaitProgress(long timeoutNs) throws InterruptedException {
        long leftNs = timeoutNs;
        table.lock.lockInterruptibly();
        try {
            while (!hasNews()) {
                if (leftNs <= 0) {
                    return false;
                }
                leftNs = table.moved.awaitNanos(leftNs);
            }
            return true;
        } finally {
            table.lock.unlock();
        }
    }

    /**
     * Hands over the partial of every chunk finished since the last call, each exactly once.
     *
     * @param words receives a chunk's partial, {@code partialWords} long
     * @param merge is run after each
     * @return number of chunks handed over
     * @throws OnecopyException with {@link Fault#CORRUPT} where somebody else has changed a chunk's state or result
     */
    public int drain(long[] words, Runnable merge) {
        int drained = 0;
        long nowNs = System.nanoTime();
        for (int chunk = pending.nextSetBit(0); chunk >= 0; chunk = pending.nextSetBit(chunk + 1)) {
            long word = requireOpen().state(chunk);
            if (ChunkState.status(word) == ChunkState.DONE) {
                long found = arena.getPartial(ChunkState.area(word), words);
                if (found != seal.of(jobId, checksum, spec.chunkStart(chunk), spec.chunkEnd(chunk), words,
                        spec.partialWords())) {
                    throw arena.damaged(
                            "a result that is not what a worker handed in for elements " + spec.chunkStart(chunk)
                                    + " to "
                                    + (spec.chunkEnd(chunk) - 1));
                }
                pending.clear(chunk);
                lastDrainNs.put(ChunkState.worker(word) % ControlFileDescriptor.WORKER_SLOTS, nowNs);
                drained++;
                merge.run();
            }
        }
        drainedChunks += drained;
        table.counters.chunksDone(drained);
        return drained;
    }

    /** {@return whether every chunk has been drained} */
    public boolean complete() {
        return pending.isEmpty();
    }

    /** {@return whether every chunk has been drained, or the job failed or was cancelled} */
    public boolean done() {
        return complete() || lethal().isPresent() || state() != JobState.ACTIVE;
    }

    /** {@return whether a worker recorded a failure, or too many died over one chunk} */
    public boolean failed() {
        return state() == JobState.FAILED;
    }

    /** {@return what the job failed of where too many workers died over it; empty otherwise} */
    public Optional<Lethal> lethal() {
        return recovery.lethal();
    }

    /** {@return how many workers died while they computed a chunk of it} */
    public int deathCount() {
        return recovery.deathCount();
    }

    /** {@return why the job is over without being complete, as the error its caller should get} */
    public OnecopyException failure() {
        JobState state = state();
        if (state == JobState.FAILED) {
            arena.requireSound(jobId, checksum);
            return slot.failure();
        }
        return state == JobState.CANCELLED && (cancelled || closed)
                ? new OnecopyException(Fault.CANCELLED, "the batch was cancelled")
                : arena.damaged("ended job " + jobId + " by itself");
    }

    /** Workers drop the job within a slice. Does not change how a job ended that is over. */
    public void cancel() {
        table.lock.lock();
        try {
            cancelled = true;
            if (!closed && !table.isClosed()) {
                slot.changeWord(word(JobState.ACTIVE), word(JobState.CANCELLED));
                table.moved.signalAll();
            }
        } finally {
            table.lock.unlock();
        }
    }

    /** {@return elements scanned so far, those of unfinished chunks included; never more than there are} */
    public long doneElements() {
        table.lock.lock();
        try {
            requireOpen();
            long elements = table.progressIn(slot.slot());
            for (int chunk = 0; chunk < spec.chunkCount(); chunk++) {
                if (ChunkState.status(arena.state(chunk)) == ChunkState.DONE) {
                    elements += spec.chunkEnd(chunk) - spec.chunkStart(chunk);
                }
            }
            return Math.min(elements, spec.chunkElements());
        } finally {
            table.lock.unlock();
        }
    }

    /**
     * Sees to it that every unfinished chunk is in some worker's hands or will be; to be called now and then, not at once
     * after another call.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} where somebody else has changed the job
     */
    public void lookAfterChunks() {
        table.lock.lock();
        try {
            requireOpen().requireSound(jobId, checksum);
            recovery.freeLost(pending);
        } finally {
            table.lock.unlock();
        }
    }

    /** {@return number of chunks} */
    public int chunkCount() {
        return spec.chunkCount();
    }

    /** {@return slots of the workers whose chunks were drained} */
    public Set<Integer> workersInvolved() {
        return Set.copyOf(lastDrainNs.keySet());
    }

    /**
     * {@return nanoseconds from the last chunk of the worker that ran out of work first to the last chunk of all, as seen
     * when they were drained; 0 where fewer than two workers took part}
     */
    public long idleTailNs() {
        return lastDrainNs.isEmpty()
                ? 0
                : Collections.max(lastDrainNs.values()) - Collections.min(lastDrainNs.values());
    }

    /** {@return bytes written into the control file for this job so far, by all processes} */
    public long controlBytes() {
        return arena.layout().specLength() + (long) LEDGER_BYTES_PER_CHUNK * spec.chunkCount() + Long.BYTES
                + drainedChunks * (spec.partialWords() + 1) * Long.BYTES;
    }

    /** Gives the job's slot back; it is used again once no worker can touch it any more. Unfinished work is dropped. */
    @Override
    public void close() {
        table.lock.lock();
        try {
            if (!closed) {
                closed = true;
                table.release(slot, jobId);
            }
        } finally {
            table.lock.unlock();
        }
    }

    /** Once closed: waits until no worker reads anything for this job any more, at most for this time. */
    public void awaitLeft(long timeoutNs) {
        long deadlineNs = System.nanoTime() + timeoutNs;
        table.lock.lock();
        try {
            while (System.nanoTime() - deadlineNs < 0 && table.isLeaving(slot, jobId)) {
                long _ = table.moved.awaitNanos(LEAVING_LOOK_NS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            table.lock.unlock();
        }
    }

    /** {@return what takes chunks back from workers; used under the job table's lock} */
    ChunkRecovery recovery() {
        return recovery;
    }

    private boolean hasNews() {
        if (done()) {
            return true;
        }
        for (int chunk = pending.nextSetBit(0); chunk >= 0; chunk = pending.nextSetBit(chunk + 1)) {
            if (ChunkState.status(arena.state(chunk)) == ChunkState.DONE) {
                return true;
            }
        }
        return false;
    }

    private JobState state() {
        if (closed || table.isClosed()) {
            return JobState.CANCELLED;
        }
        long word = slot.word();
        if (JobWord.jobId(word) != jobId) {
            throw arena.damaged("job " + JobWord.jobId(word) + " instead of job " + jobId);
        }
        return JobWord.state(word);
    }

    private long word(JobState state) {
        return JobWord.of(jobId, state);
    }

    private JobArena requireOpen() {
        if (closed || table.isClosed()) {
            throw new OnecopyException(Fault.CANCELLED, "the coordinator has closed this batch");
        }
        return arena;
    }
}
