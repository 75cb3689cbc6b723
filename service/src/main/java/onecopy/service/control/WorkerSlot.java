package onecopy.service.control;

import static onecopy.service.control.WorkerSlotDescriptor.*;

import org.agrona.concurrent.AtomicBuffer;

/** A worker slot as everyone reads it. Counters are read without order: they tell people, they decide nothing. */
final class WorkerSlot {
    private final AtomicBuffer words;
    private final int slot;
    private final int base;

    WorkerSlot(AtomicBuffer words, int slot) {
        this.words = words;
        this.slot = slot;
        this.base = ControlFileDescriptor.workerSlotOffset(slot);
    }

    int slot() {
        return slot;
    }

    int base() {
        return base;
    }

    /** {@return the state; acquire: orders reading the identity after it, pairs with {@link #putState}} */
    WorkerState state() {
        return WorkerState.ofCode(words.getIntVolatile(base + STATE_OFFSET));
    }

    /** Changes the state; release: orders what the slot says before it. */
    void putState(WorkerState state) {
        words.putIntRelease(base + STATE_OFFSET, state.code());
    }

    /** Repairs a state that is not its worker's doing; one that the worker changes meanwhile stays. */
    void repairState(WorkerState wrong, WorkerState repaired) {
        int found = words.getIntVolatile(base + STATE_OFFSET);
        if (WorkerState.ofCode(found) == wrong) {
            boolean _ = words.compareAndSetInt(base + STATE_OFFSET, found, repaired.code());
        }
    }

    /**
     * {@return the hazard word; acquire: orders the reuse of what it named after it, pairs with the worker's release
     * at the end of an engagement}
     */
    long engagement() {
        return words.getLongVolatile(base + ENGAGEMENT_OFFSET);
    }

    /** {@return whether the hazard word names a job slot} */
    boolean isEngaged() {
        return Engagement.jobSlot(engagement()) >= 0;
    }

    /** Ends the engagement of a dead owner, or one that somebody else has written into a slot that nobody holds. */
    void endEngagement() {
        endEngagement(words.getLong(base + ENGAGEMENT_OFFSET));
    }

    /**
     * Ends the owner's engagement. Release: orders every touch of the job slot before it; pairs with {@link
     * #engagement()}.
     *
     * @return the hazard word now
     */
    long endEngagement(long own) {
        long ended = Engagement.ended(own);
        words.putLongRelease(base + ENGAGEMENT_OFFSET, ended);
        return ended;
    }

    /**
     * Begins an engagement. Full fence: orders the hazard word before the second look at the job word; pairs with
     * {@link JobTable#release}.
     *
     * @param own the owner's hazard word so far, which is not read from where others may write
     * @return the hazard word now
     */
    long engage(long own, int jobSlot) {
        long next = Engagement.next(own, jobSlot);
        words.putLongVolatile(base + ENGAGEMENT_OFFSET, next);
        return next;
    }

    long heartbeats() {
        return words.getLongVolatile(base + HEARTBEATS_OFFSET);
    }

    /** {@return elements of the chunk it computes that are already scanned} */
    long chunkProgress() {
        return words.getLongVolatile(base + CHUNK_PROGRESS_OFFSET);
    }

    long pid() {
        return words.getLong(base + PID_OFFSET);
    }

    long processStartMillis() {
        return words.getLong(base + PROCESS_START_OFFSET);
    }

    WorkerSnapshot snapshot(boolean alive) {
        long progress = chunkProgress();
        return new WorkerSnapshot(slot, pid(), alive, state(), words.getInt(base + SUPERVISED_OFFSET) != 0,
                processStartMillis(), heartbeats(), Engagement.jobSlot(engagement()),
                words.getLong(base + CHUNKS_OFFSET), words.getLong(base + ELEMENTS_OFFSET) + progress,
                words.getLong(base + BYTES_OFFSET), words.getLong(base + BATCHES_OFFSET),
                words.getLong(base + BUSY_NS_OFFSET), words.getLong(base + RESULT_BYTES_OFFSET));
    }
}
