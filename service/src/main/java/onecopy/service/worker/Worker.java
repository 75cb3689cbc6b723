package onecopy.service.worker;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import onecopy.service.control.ClaimedChunk;
import onecopy.service.control.WorkerControl;
import onecopy.service.run.RunDirectory;

/**
 * A worker's life: waits for a coordinator, attaches, computes chunks until that coordinator stops or dies, and in the
 * latter case waits for its successor.
 */
final class Worker {
    private static final long ATTACH_PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long IDLE_PERIOD_NS = TimeUnit.SECONDS.toNanos(1);

    private final RunDirectory run;
    private final boolean supervised;
    private final Consumer<String> say;
    private final ChunkRunner runner;
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile Watchdog watchdog;
    private volatile Thread waiting;
    private volatile boolean leaving;

    Worker(RunDirectory run, boolean supervised, Functions functions, boolean warmsUp,
            Consumer<String> say) {
        this.run = run;
        this.supervised = supervised;
        this.say = say;
        this.runner = new ChunkRunner(functions, warmsUp ? Optional.of(run.divisorsFile()) : Optional.empty(),
                this::hasToLeave, say);
    }

    /**
     * Works on the calling thread until {@link #leave} or until the coordinator stops.
     *
     * @throws onecopy.data.fault.OnecopyException where it can't attach: all slots taken, another version
     */
    void run() {
        try (Watchdog dog = new Watchdog(say); runner) {
            watchdog = dog;
            boolean told = false;
            boolean stopped = false;
            while (!leaving && !stopped) {
                Optional<WorkerControl> attached = WorkerControl.attach(run, supervised);
                if (attached.isPresent()) {
                    stopped = serve(attached.get());
                    told = false;
                } else {
                    if (!told) {
                        say.accept("no coordinator runs in " + run + ": waiting for one");
                        told = true;
                    }
                    pause();
                }
            }
        } finally {
            left.countDown();
        }
    }

    /** Makes {@link #run} return soon; the chunk being computed goes back to the others. From any thread. */
    void leave() {
        leaving = true;
        Watchdog dog = watchdog;
        if (dog != null) {
            dog.wake();
        }
        LockSupport.unpark(waiting);
    }

    /** {@return open once the slot is left and everything unmapped} */
    CountDownLatch left() {
        return left;
    }

    private boolean serve(WorkerControl control) {
        try (control) {
            say.accept("worker " + control.slot() + " joined the fleet in " + run);
            watchdog.attach(control);
            try {
                while (!hasToLeave() && !control.isStopped()) {
                    ClaimedChunk claim = control.claimNext();
                    if (claim != null) {
                        runner.compute(control, claim);
                    } else if (!runner.warmUp()) {
                        runner.idle(control);
                        control.awaitWork(IDLE_PERIOD_NS);
                    }
                }
                return control.isStopped();
            } finally {
                watchdog.detach();
                runner.forgetJobs();
            }
        }
    }

    private boolean hasToLeave() {
        return leaving || watchdog.isOrphaned();
    }

    private void pause() {
        waiting = Thread.currentThread();
        if (!leaving) {
            LockSupport.parkNanos(this, ATTACH_PERIOD_NS);
        }
    }
}
