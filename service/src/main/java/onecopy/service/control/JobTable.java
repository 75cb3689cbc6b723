package onecopy.service.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.agrona.concurrent.AtomicBuffer;

/**
 * The coordinator's side of the job slots: which are taken, which wait for the last worker to leave them. Its lock
 * guards everything the coordinator's threads share; its condition is signalled whenever workers or jobs may have
 * moved.
 */
final class JobTable implements AutoCloseable {
    private static final long NO_JOB = 0;
    /** In place of a job: workers that a stray write lured into the slot. */
    private static final long GUESTS = -1;

    final ReentrantLock lock = new ReentrantLock();
    final Condition moved = lock.newCondition();
    final FleetCounters counters = new FleetCounters();

    private final WorkerSlot[] workers;
    private final JobSlot[] slots;
    private final JobHandle[] open;
    /** By slot: the closed job that workers have not left yet, {@link #GUESTS} or {@link #NO_JOB}. */
    private final long[] leaving;
    /** By slot: that job, null where it is none. */
    private final JobHandle[] closedJobs;
    private final ArenaPages pages;
    private final Doorbell workerBell;
    private long lastJobId;
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean stopping;
    private volatile boolean closed;

    /** @param jobSlots how many of the job slots it uses, the first ones */
    JobTable(AtomicBuffer words, int jobSlots, WorkerSlot[] workers, ArenaPages pages, Doorbell workerBell) {
        this.workers = workers;
        this.pages = pages;
        this.workerBell = workerBell;
        slots = new JobSlot[jobSlots];
        for (int slot = 0; slot < jobSlots; slot++) {
            slots[slot] = new JobSlot(words, slot);
        }
        open = new JobHandle[jobSlots];
        leaving = new long[jobSlots];
        closedJobs = new JobHandle[jobSlots];
    }

    /** Publishes a job in the first free slot, waiting for one if need be. */
    JobHandle submit(JobSpec spec, long batchId, long waitNs) throws InterruptedException {
        byte[] specBytes = JobSpecCodec.encode(spec);
        lock.lockInterruptibly();
        try {
            int slot = awaitFreeSlot(waitNs);
            JobHandle handle = publish(slots[slot], spec, specBytes, batchId);
            open[slot] = handle;
            workerBell.ring();
            return handle;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the jobs not yet closed; under the lock} */
    List<JobHandle> open() {
        List<JobHandle> handles = new ArrayList<>();
        for (JobHandle handle : open) {
            if (handle != null) {
                handles.add(handle);
            }
        }
        return handles;
    }

    /** {@return whether a job is open, or its slot not yet left by all; under the lock} */
    boolean isBusy() {
        for (int slot = 0; slot < open.length; slot++) {
            if (open[slot] != null || leaving[slot] != NO_JOB) {
                return true;
            }
        }
        return false;
    }

    /** {@return the closed job that workers have not left yet, whose arena is as they left it; under the lock} */
    Optional<JobHandle> closedJob(int slot) {
        return slot >= 0 && slot < closedJobs.length ? Optional.ofNullable(closedJobs[slot]) : Optional.empty();
    }

    /** {@return elements already scanned of chunks that living workers are computing in a job slot} */
    long progressIn(int jobSlot) {
        long elements = 0;
        for (WorkerSlot worker : workers) {
            if (isEngaged(worker, jobSlot)) {
                elements += Math.max(0, worker.chunkProgress());
            }
        }
        return elements;
    }

    /** {@return whether a worker may be touching a job slot} */
    boolean isEngaged(int worker, JobSlot slot) {
        return isEngaged(workers[worker], slot.slot());
    }

    /** Makes room for one more result area of a job; under the lock. */
    void requireArea(JobSlot slot, JobLayout layout, int area) {
        pages.require(slot.slot(), layout.areaEnd(area));
    }

    /** Wakes the workers: chunks were set free. */
    void announceWork() {
        workerBell.ring();
    }

    /** Ends a job: its slot is free as soon as no worker is engaged with it. */
    void release(JobSlot slot, long jobId) {
        lock.lock();
        try {
            if (!closed && open[slot.slot()] != null) {
                closedJobs[slot.slot()] = open[slot.slot()];
                open[slot.slot()] = null;
                leaving[slot.slot()] = jobId;
                // Full fence: orders CLOSED before the look at the hazard words; pairs with WorkerControl.engage().
                slot.putWord(JobWord.of(jobId, JobState.CLOSED));
                sweep();
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether a worker is still engaged with a closed job; under the lock} */
    boolean isLeaving(JobSlot slot, long jobId) {
        sweep();
        return !closed && leaving[slot.slot()] == jobId;
    }

    /** Frees the slots that the last worker has left; under the lock. */
    void sweep() {
        for (int slot = 0; slot < leaving.length; slot++) {
            if (leaving[slot] != NO_JOB && !isAnyoneEngaged(slot)) {
                long jobId = leaving[slot] == GUESTS ? lastJobId : leaving[slot];
                leaving[slot] = NO_JOB;
                closedJobs[slot] = null;
                pages.trim(slot);
                slots[slot].putWord(JobWord.of(jobId, JobState.FREE));
                moved.signalAll();
            }
        }
    }

    /** Cancels all jobs and takes no more. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            open().forEach(JobHandle::cancel);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether no job is taken any more; under the lock} */
    boolean isStopping() {
        return stopping;
    }

    /** Cancels all jobs; from now on no handle touches the file. */
    @Override
    public void close() {
        lock.lock();
        try {
            stop();
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    private int awaitFreeSlot(long waitNs) throws InterruptedException {
        long leftNs = waitNs;
        while (true) {
            if (stopping) {
                throw new OnecopyException(Fault.UNAVAILABLE, "the coordinator is stopping");
            }
            sweep();
            for (int slot = 0; slot < slots.length; slot++) {
                if (open[slot] == null && leaving[slot] == NO_JOB && !hasGuests(slot)) {
                    return slot;
                }
            }
            if (leftNs <= 0) {
                throw new OnecopyException(Fault.BUSY, "all " + slots.length
                        + " job slots are in use by other batches: ask again later");
            }
            waiting.incrementAndGet();
            try {
                leftNs = moved.awaitNanos(leftNs);
            } finally {
                waiting.decrementAndGet();
            }
        }
    }

    int waiting() {
        return waiting.get();
    }

    private JobHandle publish(JobSlot slot, JobSpec spec, byte[] specBytes, long batchId) {
        JobLayout layout = new JobLayout(spec.chunkCount(), spec.partialWords(), specBytes.length);
        pages.require(slot.slot(), layout.areaEnd(layout.chunks() - 1));
        lastJobId++;
        slot.prepare(batchId);
        JobArena arena = slot.arena(layout);
        int checksum = arena.put(lastJobId, specBytes, spec.chunkBounds());
        // Orders the job before its word; pairs with the workers' and readers' volatile load of it.
        slot.putWord(JobWord.of(lastJobId, JobState.ACTIVE));
        return new JobHandle(this, slot, arena, lastJobId, checksum, spec);
    }

    /** {@return whether a worker has been lured into a slot without a job, by a stray write; it leaves soon} */
    private boolean hasGuests(int slot) {
        if (JobWord.isActive(slots[slot].word())) {
            slots[slot].putWord(JobWord.of(lastJobId, JobState.FREE));
        }
        leaving[slot] = isAnyoneEngaged(slot) ? GUESTS : NO_JOB;
        return leaving[slot] == GUESTS;
    }

    private boolean isAnyoneEngaged(int jobSlot) {
        for (WorkerSlot worker : workers) {
            if (isEngaged(worker, jobSlot)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEngaged(WorkerSlot worker, int jobSlot) {
        return Engagement.jobSlot(worker.engagement()) == jobSlot;
    }
}
