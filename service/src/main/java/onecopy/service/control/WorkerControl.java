package onecopy.service.control;

import static onecopy.service.control.WorkerSlotDescriptor.*;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.RunDirectory;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A worker's view of the control file: one slot of its own, and claims on chunks of jobs. {@link #tick} and the
 * questions may come from any thread as long as the control is open; all else belongs to the one compute thread.
 */
public final class WorkerControl implements AutoCloseable {
    private static final int CLAIM_ATTEMPTS = 50;
    private static final long CLAIM_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /** A damaged header is as it was within half of it; a wrong file stays one. */
    private static final long REPAIR_TIME_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long REPAIR_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NO_JOB = -1;

    private final RunDirectory run;
    private final FleetLocks locks;
    private final ControlFile file;
    private final AtomicBuffer words;
    private final WorkerSlot me;
    private final JobSlot[] jobs = new JobSlot[ControlFileDescriptor.JOB_SLOTS];
    private final KnownJob[] known = new KnownJob[ControlFileDescriptor.JOB_SLOTS];
    private final long[] exhausted = new long[ControlFileDescriptor.JOB_SLOTS];
    private final Seal seal = new Seal();
    private final Doorbell workerBell;
    private final Doorbell coordinatorBell;
    /** The hazard word as this worker wrote it. Written by the compute thread. */
    private volatile long engagement;
    private int lastRing;
    private int lastJob = -1;
    private long heartbeats;

    /**
     * A job this worker has seen.
     *
     * @param word its job word
     * @param arena where its parts lie
     * @param spec what it is
     * @param checksum its checksum
     */
    record KnownJob(long word, JobArena arena, JobSpec spec, int checksum) {}

    WorkerControl(RunDirectory run, FleetLocks locks, ControlFile file, WorkerSlot me) {
        this.run = run;
        this.locks = locks;
        this.file = file;
        this.words = file.words();
        this.me = me;
        for (int slot = 0; slot < jobs.length; slot++) {
            jobs[slot] = new JobSlot(words, slot);
        }
        this.workerBell = file.doorbell(ControlFileDescriptor.WORKER_BELL_OFFSET);
        this.coordinatorBell = file.doorbell(ControlFileDescriptor.COORDINATOR_BELL_OFFSET);
        this.lastRing = workerBell.value();
        Arrays.fill(exhausted, NO_JOB);
    }

    /**
     * {@return a slot in the fleet that meets here; empty where no coordinator runs now}
     *
     * @param supervised whether a supervisor started this process
     * @throws OnecopyException with {@code CONFLICT} where all slots are taken, {@code CORRUPT} where the control file
     *     is not one this version can use, and stays so for a second: it may be damaged, and its coordinator repairs it
     */
    public static Optional<WorkerControl> attach(RunDirectory run, boolean supervised) {
        long startedNs = System.nanoTime();
        while (true) {
            try {
                return tryToAttach(run, supervised);
            } catch (OnecopyException e) {
                if (e.fault() != Fault.CORRUPT || System.nanoTime() - startedNs > REPAIR_TIME_NS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(REPAIR_PAUSE_NS);
        }
    }

    private static Optional<WorkerControl> tryToAttach(RunDirectory run, boolean supervised) {
        FleetLocks locks = null;
        ControlFile file = null;
        WorkerControl attached = null;
        try {
            run.requirePrivate();
            locks = FleetLocks.openExisting(run);
            if (locks.coordinatorAlive()) {
                file = ControlFile.open(run.controlFile());
                if (file.state() == FleetState.ACTIVE && locks.isCurrent()) {
                    attached = new WorkerControl(run, locks, file, claimSlot(run, locks, file.words()));
                    attached.introduce(supervised);
                }
            }
            return Optional.ofNullable(attached);
        } catch (OnecopyException e) {
            if (e.fault() == Fault.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        } finally {
            if (attached == null) {
                closeAll(file, locks);
            }
        }
    }

    /** {@return this worker's slot} */
    public int slot() {
        return me.slot();
    }

    /** {@return whether the coordinator ended gracefully: the worker has to leave} */
    public boolean isStopped() {
        return file.state() == FleetState.STOPPED;
    }

    /** {@return whether the coordinator died or was replaced: the worker has to look for its successor} */
    public boolean isOrphaned() {
        return !locks.coordinatorAlive() || !file.isStillAt(run.controlFile());
    }

    /** Says that this process runs; one thread's task. */
    public void tick() {
        heartbeats++;
        words.putLongRelease(me.base() + HEARTBEATS_OFFSET, heartbeats);
    }

    /** {@return whether this worker may be computing a chunk} */
    public boolean isEngaged() {
        return Engagement.jobSlot(engagement) >= 0;
    }

    /** {@return whether this worker is engaged with a job that is over, or with any though the coordinator stopped} */
    public boolean isEngagedInVain() {
        int slot = Engagement.jobSlot(engagement);
        return slot >= 0 && (isStopped() || !JobWord.isActive(jobs[slot].word()));
    }

    /** {@return the batch of the job this worker is engaged with, 0 if none} */
    public long engagedBatchId() {
        int slot = Engagement.jobSlot(engagement);
        return slot < 0 ? 0 : jobs[slot].batchId();
    }

    /** {@return whether the slot still holds this job and it is not over} */
    public boolean isActive(int jobSlot, long jobId) {
        return jobs[jobSlot].word() == JobWord.of(jobId, JobState.ACTIVE);
    }

    /** {@return this engagement's number; grows with each claim} */
    public long engagement() {
        return engagement;
    }

    /**
     * Claims the next free chunk, of the job after the one that was served last: a heavy job delays a light one by a
     * chunk. Close the claim before asking for another.
     *
     * @return null where no job has a free chunk
     */
    public ClaimedChunk claimNext() {
        int ring = workerBell.value();
        if (ring != lastRing) {
            lastRing = ring;
            Arrays.fill(exhausted, NO_JOB);
        }
        for (int i = 1; i <= jobs.length; i++) {
            int slot = Math.floorMod(lastJob + i, jobs.length);
            long word = jobs[slot].word();
            if (JobWord.isActive(word) && exhausted[slot] != word) {
                ClaimedChunk claim = claim(jobs[slot], word);
                if (claim != null) {
                    lastJob = slot;
                    return claim;
                }
                exhausted[slot] = word;
            }
        }
        return null;
    }

    /** Waits until something may have changed since the last {@link #claimNext}, or the time has passed. */
    public void awaitWork(long timeoutNs) {
        if (me.engagement() != engagement) {
            disengage();
        }
        workerBell.await(lastRing, timeoutNs);
    }

    /** Says, as the last thing before this process ends, that a function does not return though its job is over. */
    public void giveUp() {
        me.putState(WorkerState.STUCK);
    }

    /** Wakes the workers that wait for work, this one among them. */
    public void wake() {
        workerBell.ring();
    }

    /** Leaves the slot. The compute thread has closed its claim; no other thread uses this any more. */
    @Override
    public void close() {
        disengage();
        me.putState(WorkerState.FREE);
        coordinatorBell.ring();
        locks.releaseWorker(me.slot());
        closeAll(file, locks);
    }

    WorkerSlot me() {
        return me;
    }

    AtomicBuffer words() {
        return words;
    }

    /** {@return of the compute thread} */
    Seal seal() {
        return seal;
    }

    void announceProgress() {
        coordinatorBell.ring();
    }

    private ClaimedChunk claim(JobSlot job, long word) {
        engagement = me.engage(engagement, job.slot());
        try {
            if (job.word() == word) {
                KnownJob known = know(job, word);
                JobArena arena = known.arena();
                int chunk = arena.claim(me.slot());
                long claim = chunk >= 0 ? arena.state(chunk) : 0;
                if (ChunkState.isClaimedBy(claim, me.slot())) {
                    return new ClaimedChunk(this, job, known, chunk, claim);
                }
            }
        } catch (OnecopyException e) {
            fail(job, word, e.fault(), e.getMessage());
            return null;
        }
        disengage();
        return null;
    }

    /** What was found sound once is believed; later looks might meet what somebody else has written. */
    private KnownJob know(JobSlot job, long word) {
        KnownJob last = known[job.slot()];
        if (last == null || last.word() != word) {
            JobArena arena = job.arena();
            last = new KnownJob(word, arena, arena.spec(JobWord.jobId(word)), arena.checksum());
            known[job.slot()] = last;
        }
        return last;
    }

    /** Ends the job with which this worker is engaged by a failure, unless another one was first, and the engagement. */
    void fail(JobSlot job, long word, Fault fault, String message) {
        if (job.word() == word && job.claimFailure(me.slot())) {
            job.putFailure(fault, message);
            // Orders the text before the state; pairs with the coordinator's volatile load of the job word.
            job.changeWord(word, JobWord.of(JobWord.jobId(word), JobState.FAILED));
        }
        disengage();
        announceProgress();
    }

    /** Lets go of the job slot. */
    void disengage() {
        engagement = me.endEngagement(engagement);
    }

    private void introduce(boolean supervised) {
        int base = me.base();
        words.putLong(base + PID_OFFSET, ProcessHandle.current().pid());
        words.putLong(base + PROCESS_START_OFFSET, Processes.startMillis(ProcessHandle.current()));
        words.putInt(base + SUPERVISED_OFFSET, supervised ? 1 : 0);
        words.setMemory(base + HEARTBEATS_OFFSET, LENGTH - HEARTBEATS_OFFSET, (byte) 0);
        engagement = me.endEngagement(me.engagement());
        // Orders the identity before the state; pairs with WorkerSlot.state().
        me.putState(WorkerState.ATTACHED);
        coordinatorBell.ring();
    }

    /** A slot whose lock is free but whose state is not belonged to one that died: the coordinator tidies it first. */
    private static WorkerSlot claimSlot(RunDirectory run, FleetLocks locks, AtomicBuffer words) {
        for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
            for (int slot = 0; slot < ControlFileDescriptor.WORKER_SLOTS; slot++) {
                WorkerSlot candidate = new WorkerSlot(words, slot);
                if (candidate.state() == WorkerState.FREE && locks.tryWorker(slot)) {
                    if (candidate.state() == WorkerState.FREE) {
                        candidate.putState(WorkerState.ATTACHING);
                        return candidate;
                    }
                    locks.releaseWorker(slot);
                }
            }
            LockSupport.parkNanos(CLAIM_PAUSE_NS);
        }
        throw new OnecopyException(Fault.CONFLICT, "all " + ControlFileDescriptor.WORKER_SLOTS
                + " worker slots of the fleet in " + run + " are taken: stop a worker first");
    }

    private static void closeAll(ControlFile file, FleetLocks locks) {
        if (file != null) {
            file.close();
        }
        if (locks != null) {
            locks.close();
        }
    }
}
