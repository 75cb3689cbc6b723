package onecopy.service.coordinator;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import onecopy.data.command.Installation;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.Divisors;
import onecopy.data.function.FunctionRegistry;
import onecopy.data.index.IndexedData;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.service.control.ControlDamage;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.control.FleetCounts;
import onecopy.service.control.FleetLocks;
import onecopy.service.control.FleetReader;
import onecopy.service.control.LastBatch;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.log.PatientErrors;
import onecopy.service.plan.BatchPlan;
import onecopy.service.plan.Planner;
import onecopy.service.plan.Subject;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.run.RunDirectory;
import onecopy.service.watch.BatchTrace;
import onecopy.service.watch.FleetFigures;
import onecopy.service.watch.WorkerFigures;
import onecopy.service.wire.Quarantined;
import onecopy.service.wire.ServiceHealth;
import onecopy.service.wire.ServiceStatus;

/**
 * Answers batches with the workers that meet in a run directory. Any number of batches run at the same time; the workers
 * take chunks of all of them in turn. Each batch pins the version it started with. Thread-safe.
 */
public final class Coordinator implements AutoCloseable {
    private static final Duration LEAVING_TIME = Duration.ofSeconds(5);
    private static final Duration CANCELLING_TIME = Duration.ofSeconds(2);
    private static final long CANCELLING_LOOK_NS = 1_000_000;
    private static final String STOPPING = "the coordinator is stopping";
    /** An index that is replaced or found damaged under a batch has it planned again. */
    private static final int MAX_ATTEMPTS = 3;

    private final CoordinatorSettings settings;
    private final RunDirectory run;
    private final Store store;
    private final FleetLocks locks;
    private final CoordinatorControl control;
    private final Supervisor supervisor;
    private final DivisorsFile divisors;
    private final Fleet fleet;
    private final ChunkPlanner chunks;
    private final CostBook costs = new CostBook();
    private final OpenVersions versions;
    private final Planner planner;
    private final Quarantine quarantine = new Quarantine();
    private final VersionGuard guard;
    private final AtomicInteger runningBatches = new AtomicInteger();
    private final AtomicLong answeredBatches = new AtomicLong();
    private volatile boolean stopping;
    private boolean closed;

    private Coordinator(CoordinatorSettings settings, RunDirectory run, Store store, FunctionRegistry functions,
            FleetLocks locks, CoordinatorControl control, Supervisor supervisor) {
        this.settings = settings;
        this.run = run;
        this.store = store;
        this.versions = new OpenVersions(store);
        this.guard = new VersionGuard(store, settings.paranoid(), quarantine);
        this.locks = locks;
        this.control = control;
        this.supervisor = supervisor;
        this.divisors = new DivisorsFile(run, Installation.find().flatMap(Installation::cacheFolder));
        this.fleet = new Fleet(control, supervisor);
        this.chunks = new ChunkPlanner(settings.chunkPolicy());
        this.planner = new Planner(functions, Divisors.class::isInstance);
        control.onStuck(new StuckInquest(functions, quarantine, supervisor)::over);
    }

    /**
     * {@return a coordinator that takes batches; the workers it supervises are on their way}
     *
     * @param run where its workers meet it; what a killed coordinator left there is replaced
     * @param functions those that queries may name
     * @throws OnecopyException with {@link Fault#CONFLICT} where another coordinator runs there
     */
    public static Coordinator start(CoordinatorSettings settings, RunDirectory run, Store store,
            FunctionRegistry functions) {
        FleetLocks locks = FleetLocks.open(run);
        CoordinatorControl control = null;
        try {
            control = createControl(run, locks);
            Supervisor supervisor = Supervisor.start(settings.workers(), settings.workers() == 0
                    ? List.of()
                    : WorkerLaunch.of(run, settings.plugins()));
            return new Coordinator(settings, run, store, functions, locks, control, supervisor);
        } catch (RuntimeException e) {
            Ending ending = new Ending(e);
            if (control != null) {
                ending.step(control::announceStop);
                ending.step(locks::emptyRunDirectory);
                ending.step(control::close);
            }
            ending.step(locks::close);
            throw e;
        }
    }

    private static CoordinatorControl createControl(RunDirectory run, FleetLocks locks) {
        try {
            return CoordinatorControl.create(run, locks, why -> abandon(locks, why));
        } catch (OnecopyException e) {
            throw e.fault() == Fault.CONFLICT ? new OnecopyException(Fault.CONFLICT, conflict(run), e) : e;
        }
    }

    /**
     * Ends this process as a kill would: nobody can find it any more. What is left of its run directory goes, unless another
     * coordinator may have begun there.
     */
    private static void abandon(FleetLocks locks, String why) {
        // Not through the logging, which another thread may be setting up: what it keeps until then would be lost.
        System.err.println("onecopy: " + why + " under the running coordinator, which ends; start it again");
        try {
            locks.emptyRunDirectory();
        } catch (OnecopyException e) {
            System.err.println("onecopy: " + e.getMessage());
        } finally {
            PatientErrors.drain();
            Runtime.getRuntime().halt(Fault.UNAVAILABLE.exitCode());
        }
    }

    private static String conflict(RunDirectory run) {
        String who = "another coordinator";
        try (FleetReader reader = FleetReader.open(run)) {
            who += " (process " + reader.snapshot().coordinatorPid() + ")";
        } catch (OnecopyException _) {
            // It holds the lock and has not written its control file yet: nameless for a moment.
        }
        return who + " runs in " + run.path() + "; ask that one, stop it with 'onecopy stop', or choose another folder"
                + " with --run";
    }

    /** {@return whether at least this many workers take chunks, at the latest after this time} */
    public boolean awaitWorkers(int count, Duration timeout) {
        boolean there = fleet.await(count, timeout);
        divisors.begin();
        return there;
    }

    /**
     * {@return the answers to a batch; blocks until it is computed}
     *
     * @throws OnecopyException with the fault of whatever keeps it from being answered, {@link Fault#TIMEOUT} not later
     *     than its time has passed
     */
    public BatchAnswer execute(Batch batch) {
        Execution execution = execute(batch, 0, new Cancellation(), BatchTrace.unwatched());
        record(batch, execution, 0, 0);
        return execution.answer();
    }

    /**
     * {@return the answers to a batch and how they came about; blocks until it is computed}
     *
     * @param waitedNs how much of its time the batch has waited already
     * @param cancellation ends it early with {@link Fault#CANCELLED}
     * @param trace learns of its progress
     */
    public Execution execute(Batch batch, long waitedNs, Cancellation cancellation, BatchTrace trace) {
        Deadline deadline = Deadline.of(timeLimit(batch), waitedNs);
        // Counted first, then looked: close() stops first, then counts, so one of the two sees the other.
        runningBatches.incrementAndGet();
        try {
            requireOpen();
            DatasetReference reference = DatasetReference.parse(batch.dataset());
            for (int attempt = 1;; attempt++) {
                try (OpenVersions.Lease lease = lease(reference)) {
                    Optional<Execution> execution = execute(batch, lease, deadline, cancellation, trace, attempt);
                    if (execution.isPresent()) {
                        return execution.get();
                    }
                }
            }
        } catch (OnecopyException e) {
            // Its caller has not given it up, and may ask again.
            throw stopping && e.fault() == Fault.CANCELLED ? stopped(e) : e;
        } catch (InternalError e) {
            FileFaults.requireFailedRead(e);
            throw FileFaults.unreadable("a file of '" + batch.dataset() + "'");
        } finally {
            runningBatches.decrementAndGet();
        }
    }

    private void requireOpen() {
        if (stopping) {
            throw stopped(null);
        }
    }

    private static OnecopyException stopped(OnecopyException cause) {
        return new OnecopyException(Fault.UNAVAILABLE, STOPPING, cause);
    }

    /** A version that contradicts itself, or may not be read, is refused before anybody could read it, and named. */
    private OpenVersions.Lease lease(DatasetReference reference) {
        return versions.lease(reference,
                (e, version) -> quarantine.shut(reference.name(), version, e.fault(), e.getMessage()));
    }

    /** {@return the answers; empty where the index failed the batch and the next attempt will use another or none} */
    private Optional<Execution> execute(Batch batch, OpenVersions.Lease lease, Deadline deadline,
            Cancellation cancellation, BatchTrace trace, int attempt) {
        DatasetVersion dataset = lease.version();
        try (VersionGuard.Admission admission = guard.admit(dataset, deadline, cancellation)) {
            return execute(batch, lease, admission, deadline, cancellation, trace, attempt);
        }
    }

    private Optional<Execution> execute(Batch batch, OpenVersions.Lease lease, VersionGuard.Admission admission,
            Deadline deadline, Cancellation cancellation, BatchTrace trace, int attempt) {
        DatasetVersion dataset = admission.dataset();
        Subject subject = new Subject(dataset.name(), IndexedData.of(dataset.manifest()), lease.index(),
                lease.whyNoIndex(), lease::zones);
        PassRunner runner = new PassRunner(control, fleet, admission, deadline, cancellation, trace.id());
        BatchRun batchRun = new BatchRun(dataset, runner, chunks, costs, fleet, deadline);
        BatchPlan plan = null;
        try {
            trace.planning(dataset.version());
            plan = planner.plan(batch.queries(), batch.plan(), subject, runner::requireTime);
            trace.planned(plan.kind(), plan::notes);
            if (plan.appliesFunctions()) {
                divisors.await(runner::requireTime);
            }
            return Optional.of(batchRun.run(plan));
        } catch (OnecopyException e) {
            boolean usesIndex = subject.index().isPresent()
                    && (batch.plan() == PlanKind.AUTO || batch.plan() == PlanKind.INDEX);
            boolean blamesIndex = usesIndex && (plan == null || !plan.readsValues());
            boolean damaged = blamesIndex && e.fault() == Fault.CORRUPT && !ControlDamage.isIn(e);
            boolean replaced = blamesIndex && e.fault() == Fault.NOT_FOUND;
            if (damaged) {
                lease.distrustIndex(e, attempt == 1);
            }
            boolean again = replaced || (damaged && batch.plan() != PlanKind.INDEX);
            if (!again || attempt == MAX_ATTEMPTS) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** {@return how much time a batch gets: what it asks for, or less} */
    public Duration timeLimit(Batch batch) {
        return batch.timeout().compareTo(settings.maxTimeout()) < 0 ? batch.timeout() : settings.maxTimeout();
    }

    /**
     * Leaves the record of an answered batch for {@code prove} and {@code stat}.
     *
     * @param socketBytesIn bytes of its request, 0 where none crossed a socket
     * @param socketBytesOut bytes of its response
     */
    public void record(Batch batch, Execution execution, long socketBytesIn, long socketBytesOut) {
        answeredBatches.incrementAndGet();
        BatchAnswer answer = execution.answer();
        control.recordBatch(new LastBatch(answer.dataset(), answer.version(), answer.plan().label(),
                batch.queries().size(), answer.workers(), execution.explanation().chunks(), execution.scannedBytes(),
                execution.controlBytes(), socketBytesIn, socketBytesOut, answer.elapsed().toNanos(),
                System.currentTimeMillis()));
    }

    /** {@return the coordinator now} */
    public ServiceStatus status() {
        List<Long> pids = control.workers().stream().map(WorkerSnapshot::pid).toList();
        return new ServiceStatus(ProcessHandle.current().pid(), pids, supervisor.size(), store.root().toString(),
                run.path().toString(), runningBatches.get(), answeredBatches.get(), quarantined());
    }

    /** {@return how the coordinator is} */
    public ServiceHealth health() {
        return new ServiceHealth(stopping ? STOPPING : fleet.complaint(), supervisor.size(),
                control.attendance().present(), quarantined());
    }

    /** What is refused or done without, oldest first. */
    private List<Quarantined> quarantined() {
        return Stream.concat(quarantine.cases().stream(), versions.damagedParts().stream())
                .sorted(Comparator.comparingLong(Quarantined::sinceMillis)).toList();
    }

    /**
     * {@return the fleet now, in figures}
     *
     * @param queuedBatches batches that wait before they come here
     */
    public FleetFigures figures(int queuedBatches) {
        Map<Integer, Long> agesNs = control.heartbeatAgesNs();
        List<WorkerFigures> workers = control.workers().stream()
                .map(worker -> new WorkerFigures(worker.slot(), worker.pid(), agesNs.getOrDefault(worker.slot(), 0L),
                        worker.chunks(), worker.busyNs()))
                .toList();
        FleetCounts counts = control.counts();
        return new FleetFigures(workers, supervisor.size(), counts.workerDeaths(), supervisor.restarts(),
                counts.chunksDone(), counts.chunksFreedOfDead(), counts.chunksFreedOfSilent(), runningBatches.get(),
                queuedBatches + control.waitingForSlots(), quarantined());
    }

    /** Ends what runs, and whatever is asked from now on, with {@link Fault#UNAVAILABLE}. */
    public void stopBatches() {
        stopping = true;
        Ending ending = new Ending();
        ending.step(supervisor::stopRestarting);
        ending.step(guard::close);
        ending.step(control::cancelJobs);
        ending.requireNoFailure();
    }

    /** Ends what runs, sends all workers away, waits for them and empties the run directory. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Ending ending = new Ending();
        ending.step(this::stopBatches);
        ending.step(this::awaitBatches);
        ending.step(() -> fleet.dismiss(LEAVING_TIME));
        ending.step(supervisor::close);
        ending.step(() -> divisors.await(() -> {}));
        ending.step(versions::close);
        ending.step(locks::emptyRunDirectory);
        ending.step(runningBatches.get() == 0 ? control::close : control::abandon);
        ending.step(locks::close);
        ending.requireNoFailure();
    }

    /** Those that compute here and not on the workers may take longer. */
    private void awaitBatches() {
        long deadlineNs = System.nanoTime() + CANCELLING_TIME.toNanos();
        while (runningBatches.get() > 0 && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(CANCELLING_LOOK_NS);
        }
    }
}
