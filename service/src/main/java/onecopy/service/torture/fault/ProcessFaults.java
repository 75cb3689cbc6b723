package onecopy.service.torture.fault;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.service.torture.client.Disturbances.Disturbance;
import onecopy.service.torture.stage.Signal;

/** Signals to the processes of the service. */
final class ProcessFaults {
    /** Either file in the run directory may still be the last coordinator's, and its port another program's. */
    private static final Set<Fault> WITHOUT_COORDINATOR = EnumSet.of(Fault.UNAVAILABLE, Fault.UNAUTHORIZED,
            Fault.CANCELLED, Fault.TIMEOUT);
    /** No halt for a moment is longer. */
    static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(300);
    /** Silence is tolerated for 3 s. */
    static final long LONG_NS = TimeUnit.MILLISECONDS.toNanos(3_300);

    private final Scene scene;
    private final SplittableRandom random;
    private final Aim aim;

    ProcessFaults(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        this.aim = new Aim(random);
    }

    void strike(FaultKind kind) throws InterruptedException {
        switch (kind) {
            case KILL_WORKER -> signalWorker(Signal.KILL);
            case TERM_WORKER -> signalWorker(Signal.TERM);
            case HALT_WORKER -> haltWorker(random.nextLong(SHORT_NS), Set.of());
            case HALT_WORKER_LONG -> haltWorker(LONG_NS + random.nextLong(SHORT_NS), EnumSet.of(Fault.TIMEOUT));
            case KILL_COORDINATOR -> restart(Signal.KILL);
            case TERM_COORDINATOR -> restart(Signal.TERM);
            case HALT_COORDINATOR -> haltCoordinator(random.nextLong(SHORT_NS), Set.of());
            case HALT_COORDINATOR_LONG ->
                haltCoordinator(LONG_NS + random.nextLong(SHORT_NS), EnumSet.of(Fault.TIMEOUT));
            default -> throw new IllegalArgumentException(kind.label());
        }
    }

    /** No batch may notice: another worker takes over, and a new one comes. */
    private void signalWorker(Signal signal) {
        OptionalLong worker = chooseWorker();
        if (worker.isPresent()) {
            boolean _ = signal.send(worker.getAsLong());
        }
    }

    /** {@return a worker that computes, where the coin says so and there is one, otherwise any; empty if there is none} */
    private OptionalLong chooseWorker() {
        int ticket = random.nextInt() & Integer.MAX_VALUE;
        OptionalLong working = random.nextBoolean() ? aim.awaitWork(scene.service()::workerPids) : OptionalLong.empty();
        List<Long> workers = scene.service().workerPids();
        if (workers.isEmpty()) {
            return OptionalLong.empty();
        }
        long any = workers.get(ticket % workers.size());
        return working.isPresent() && workers.contains(working.getAsLong()) ? working : OptionalLong.of(any);
    }

    private void haltWorker(long ns, Set<Fault> allowed) {
        chooseWorker().ifPresent(worker -> halt(worker, ns, allowed));
    }

    private void haltCoordinator(long ns, Set<Fault> allowed) {
        awaitWorkPerhaps();
        halt(scene.service().coordinatorPid(), ns, allowed);
    }

    private void halt(long pid, long ns, Set<Fault> allowed) {
        Disturbance disturbance = scene.disturbances().begin(allowed);
        boolean _ = Signal.STOP.send(pid);
        scene.disturbances().halted(ns);
        LockSupport.parkNanos(ns);
        boolean _ = Signal.CONT.send(pid);
        disturbance.end();
    }

    private void awaitWorkPerhaps() {
        if (random.nextBoolean()) {
            OptionalLong _ = aim.awaitWork(scene.service()::workerPids);
        }
    }

    private void restart(Signal signal) throws InterruptedException {
        awaitWorkPerhaps();
        Disturbance disturbance = scene.disturbances().begin(WITHOUT_COORDINATOR);
        long startNs = System.nanoTime();
        scene.service().restartAfter(signal);
        disturbance.end();
        if (scene.judge().ask(scene.plainBatch())) {
            int recoveryMs = (int) ((System.nanoTime() - startNs) / 1_000_000);
            scene.slowestRecovery().accumulateAndGet(recoveryMs, Math::max);
        }
    }
}
