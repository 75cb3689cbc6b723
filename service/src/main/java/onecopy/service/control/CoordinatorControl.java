package onecopy.service.control;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.RunDirectory;
import org.agrona.concurrent.AtomicBuffer;
import org.slf4j.LoggerFactory;

/**
 * The coordinator's view of the control file: creates it, submits jobs, watches over workers, frees the chunks of
 * those that die or fall silent (by itself, on its own thread). Thread-safe. To end a fleet without a trace: {@link
 * #stop}, {@link FleetLocks#emptyRunDirectory()}, {@link #close}, in this order.
 */
public final class CoordinatorControl implements AutoCloseable {
    /** A worker whose watchdog has not ticked for so long is silent: its chunk is given to another. */
    public static final Duration SILENCE = Duration.ofSeconds(3);

    /** A look costs some microseconds; until it the chunk of a dead worker lies idle. */
    private static final long BUSY_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long IDLE_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RunDirectory run;
    private final FleetLocks locks;
    private final ControlFile file;
    private final AtomicBuffer words;
    private final HeaderCare header;
    private final ArenaPages pages;
    private final WorkerSlot[] workers = new WorkerSlot[ControlFileDescriptor.WORKER_SLOTS];
    private final JobTable jobs;
    private final FleetWatch watch;
    private final Doorbell workerBell;
    private final Doorbell coordinatorBell;
    private final Consumer<String> onLoss;
    private volatile Consumer<StuckWorker> onStuck = _ -> {};
    private final Thread monitor;
    /** Of the monitor alone. */
    private long lookedNs = System.nanoTime() - IDLE_LOOK_NS;
    private volatile boolean closing;

    private CoordinatorControl(RunDirectory run, FleetLocks locks, ControlFile file, Duration silence,
            Consumer<String> onLoss) {
        this.run = run;
        this.onLoss = onLoss;
        this.locks = locks;
        this.file = file;
        this.words = file.words();
        this.header = new HeaderCare(words);
        this.pages = new ArenaPages(run.controlFile(), words);
        for (int slot = 0; slot < workers.length; slot++) {
            workers[slot] = new WorkerSlot(words, slot);
        }
        this.workerBell = file.doorbell(ControlFileDescriptor.WORKER_BELL_OFFSET);
        this.coordinatorBell = file.doorbell(ControlFileDescriptor.COORDINATOR_BELL_OFFSET);
        this.jobs = new JobTable(words, ControlFileDescriptor.JOB_SLOTS, workers, pages, workerBell);
        this.watch = new FleetWatch(locks, jobs, workers, silence.toNanos());
        this.monitor = Thread.ofPlatform().daemon().name("onecopy-fleet").unstarted(this::monitor);
    }

    /**
     * {@return the control of a new fleet; its file replaces one left by a coordinator that was killed, whose address and
     * token are removed before anything else}
     *
     * @param onLoss is told once, in a sentence, where somebody else removes or replaces the run directory, the locks or the
     *     control file, or cuts the latter short: the fleet cannot be found any more, and the control must not be used
     * @throws OnecopyException with {@code CONFLICT} where another coordinator runs here
     */
    public static CoordinatorControl create(RunDirectory run, FleetLocks locks, Consumer<String> onLoss) {
        return create(run, locks, SILENCE, onLoss);
    }

    static CoordinatorControl create(RunDirectory run, FleetLocks locks, Duration silence,
            Consumer<String> onLoss) {
        locks.claimCoordinator();
        ControlFile file = null;
        try {
            run.withdrawAddress();
            file = ControlFile.create(run.controlFile(), new SecureRandom().nextLong());
            CoordinatorControl control = new CoordinatorControl(run, locks, file, silence, onLoss);
            control.monitor.start();
            return control;
        } catch (OnecopyException e) {
            if (file != null) {
                file.close();
            }
            throw undone(locks, e);
        }
    }

    /** Removes what a failed start made, while nobody else can start. */
    private static OnecopyException undone(FleetLocks locks, OnecopyException cause) {
        try {
            locks.emptyRunDirectory();
        } catch (OnecopyException e) {
            cause.addSuppressed(e);
        } finally {
            locks.releaseCoordinator();
        }
        return cause;
    }

    /**
     * {@return how many chunks a job may have whose partial result takes this many words; at least 1}
     *
     * @throws OnecopyException with {@code INVALID_ARGUMENT} where not even one fits
     */
    public static int maxChunks(int partialWords) {
        int chunks = JobSlotDescriptor.chunksThatFit(partialWords);
        if (chunks < 1) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "too many thresholds and functions in one pass: its "
                    + "partial result takes " + (long) partialWords * Long.BYTES + " bytes, a job slot has room for "
                    + JobSlotDescriptor.ARENA_LENGTH / (JobSlotDescriptor.SPARE_AREAS + 2));
        }
        return chunks;
    }

    /**
     * Publishes a job and wakes the workers.
     *
     * @param batchId the batch it belongs to, for logs and recordings of the workers; 0 if none
     * @param waitNs how long to wait for a free job slot
     * @throws OnecopyException with {@code BUSY} where none became free, {@code NO_SPACE} where the run
     *     directory's file system is full
     */
    public JobHandle submit(JobSpec spec, long batchId, long waitNs) throws InterruptedException {
        return jobs.submit(spec, batchId, waitNs);
    }

    /** Has somebody told, on a thread of this control, of each worker that was stuck in a job and is gone. */
    public void onStuck(Consumer<StuckWorker> listener) {
        onStuck = listener;
    }

    /** {@return how many submitters wait for a free job slot} */
    public int waitingForSlots() {
        return jobs.waiting();
    }

    /** {@return what has happened to chunks and workers since the fleet began} */
    public FleetCounts counts() {
        return jobs.counters.counts();
    }

    /** {@return nanoseconds since each attached worker's watchdog was last seen to tick, by slot} */
    public Map<Integer, Long> heartbeatAgesNs() {
        Map<Integer, Long> ages = new TreeMap<>();
        long nowNs = System.nanoTime();
        jobs.lock.lock();
        try {
            for (WorkerSlot worker : workers) {
                if (isAttached(worker)) {
                    ages.put(worker.slot(), watch.heartbeatAgeNs(worker.slot(), nowNs));
                }
            }
            return ages;
        } finally {
            jobs.lock.unlock();
        }
    }

    /** {@return the slots of living workers that take chunks; a death may be noticed half a second late} */
    public List<WorkerSnapshot> workers() {
        List<WorkerSnapshot> attached = new ArrayList<>();
        jobs.lock.lock();
        try {
            for (WorkerSlot worker : workers) {
                if (isAttached(worker)) {
                    attached.add(worker.snapshot(true));
                }
            }
            return attached;
        } finally {
            jobs.lock.unlock();
        }
    }

    /** {@return which workers can be counted on; a death or a first sign of life may be noticed half a second late} */
    public Attendance attendance() {
        int attached = 0;
        int silent = 0;
        long silentNs = Long.MAX_VALUE;
        jobs.lock.lock();
        try {
            for (WorkerSlot worker : workers) {
                if (isAttached(worker)) {
                    attached++;
                    long ownNs = watch.silentNs(worker.slot());
                    silent += ownNs > 0 ? 1 : 0;
                    silentNs = ownNs > 0 ? Math.min(silentNs, ownNs) : silentNs;
                }
            }
            return new Attendance(attached, silent, silent > 0 ? silentNs : 0);
        } finally {
            jobs.lock.unlock();
        }
    }

    /** {@return how many living workers take chunks, silent ones included; cheap} */
    public int workerCount() {
        return attendance().attached();
    }

    /** Under the lock: the file may be unmapped at any other time. */
    private boolean isAttached(WorkerSlot worker) {
        return !jobs.isClosed() && worker.state() == WorkerState.ATTACHED;
    }

    /** {@return whether at least this many workers attached within the time, and before the end} */
    public boolean awaitWorkers(int count, Duration timeout) throws InterruptedException {
        int[] seen = new int[1];
        boolean _ = await(() -> jobs.isStopping() || (seen[0] = workerCount()) >= count, timeout);
        return seen[0] >= count;
    }

    /** Cancels all jobs and takes no more; whoever waits for a job, a slot or a worker is told. */
    public void cancelJobs() {
        jobs.stop();
    }

    /** Counts a batch as answered and leaves its record for {@code stat} and {@code prove}. */
    public void recordBatch(LastBatch batch) {
        jobs.lock.lock();
        try {
            if (!jobs.isClosed()) {
                LastBatchDescriptor.write(words, ControlFileDescriptor.LAST_BATCH_OFFSET, batch);
            }
        } finally {
            jobs.lock.unlock();
        }
    }

    /**
     * Tells every worker to leave.
     *
     * @return whether all have left within the time
     */
    public boolean stop(Duration timeout) throws InterruptedException {
        announceStop();
        return await(this::everySlotIsFree, timeout);
    }

    /**
     * Cancels what runs, tells the workers to leave if {@link #stop} did not, unmaps the file and releases the
     * coordinator's lock; deletes nothing. No thread may be draining a job.
     */
    @Override
    public void close() {
        close(true);
    }

    /**
     * {@link #close()} where a thread may still be draining a job: the file stays mapped, because a look at what is not would
     * end the process.
     */
    public void abandon() {
        close(false);
    }

    private void close(boolean unmap) {
        if (closing) {
            return;
        }
        announceStop();
        closing = true;
        coordinatorBell.ring();
        joinMonitor();
        jobs.close();
        jobs.lock.lock();
        try {
            pages.close();
            if (unmap) {
                file.close();
            }
        } finally {
            jobs.lock.unlock();
            locks.releaseCoordinator();
        }
    }

    /** Tells every worker to leave; from now on the run directory may be emptied. */
    public void announceStop() {
        jobs.lock.lock();
        try {
            header.announceStop();
        } finally {
            jobs.lock.unlock();
        }
        workerBell.ring();
    }

    private boolean everySlotIsFree() {
        for (WorkerSlot worker : workers) {
            if (worker.state() != WorkerState.FREE) {
                return false;
            }
        }
        return true;
    }

    private boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
        long leftNs = timeout.toNanos();
        jobs.lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                if (leftNs <= 0) {
                    return false;
                }
                leftNs = jobs.moved.awaitNanos(leftNs);
            }
            return true;
        } finally {
            jobs.lock.unlock();
        }
    }

    /** Turns rings of the workers into signals for this process's threads, and looks after the workers in between. */
    private void monitor() {
        try {
            Optional<String> loss = Optional.empty();
            while (!closing && loss.isEmpty()) {
                loss = monitorOnce();
            }
            loss.ifPresent(onLoss);
        } catch (InternalError e) {
            FileFaults.requireFailedRead(e);
            onLoss.accept(run.controlFile() + " was cut short");
        }
    }

    private Optional<String> monitorOnce() {
        int seen = coordinatorBell.value();
        long periodNs;
        List<StuckWorker> stuck = List.of();
        jobs.lock.lock();
        try {
            periodNs = jobs.isBusy() ? BUSY_LOOK_NS : IDLE_LOOK_NS;
            long nowNs = System.nanoTime();
            if (nowNs - lookedNs >= periodNs) {
                Optional<String> loss = loss();
                if (loss.isPresent()) {
                    return loss;
                }
                header.look(nowNs);
                watch.look(nowNs);
                stuck = watch.takeStuck();
                lookedNs = nowNs;
            }
            jobs.moved.signalAll();
        } finally {
            jobs.lock.unlock();
        }
        stuck.forEach(this::tell);
        coordinatorBell.await(seen, periodNs);
        return Optional.empty();
    }

    /** Whatever becomes of what is told, the fleet is watched on. */
    private void tell(StuckWorker worker) {
        try {
            onStuck.accept(worker);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(CoordinatorControl.class).warn("a stuck worker could not be reported: {}",
                    e.getMessage());
        }
    }

    /** Once the fleet was told to stop, the files go. */
    private Optional<String> loss() {
        if (header.isStopped()) {
            return Optional.empty();
        }
        if (!locks.isCurrent()) {
            return Optional.of(run.locksFile() + " was removed or replaced");
        }
        return file.isStillAt(run.controlFile())
                ? Optional.empty()
                : Optional.of(run.controlFile() + " was removed, replaced or cut short");
    }

    private void joinMonitor() {
        boolean interrupted = false;
        while (monitor.isAlive()) {
            try {
                monitor.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
