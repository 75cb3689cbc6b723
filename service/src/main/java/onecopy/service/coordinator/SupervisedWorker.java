package onecopy.service.coordinator;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the workers that should always run, and the thread that sees to it. Thread-safe. */
final class SupervisedWorker {
    private static final long KILLING_TIME_NS = 2_000_000_000L;

    private final List<String> command;
    private final CountDownLatch closing;
    private final Backoff backoff = new Backoff();
    private final AtomicLong restarts = new AtomicLong();
    private Process process;
    private volatile boolean givenUp;

    /**
     * A worker not yet started.
     *
     * @param command starts it
     * @param closing reaches zero when its end is no news any more
     */
    SupervisedWorker(List<String> command, CountDownLatch closing) {
        this.command = List.copyOf(command);
        this.closing = closing;
    }

    /** Starts the worker, and again whenever it ends. */
    void startKeeping() {
        if (start()) {
            Thread.ofPlatform().daemon().name("supervisor").start(this::keep);
        }
    }

    private void keep() {
        try {
            while (!givenUp && closing.getCount() > 0) {
                Process current = process();
                long startedNs = System.nanoTime();
                ExitStatus status = new ExitStatus(current.waitFor());
                long pauseMs = pauseMs(status, System.nanoTime() - startedNs);
                if (closing.await(pauseMs, TimeUnit.MILLISECONDS)) {
                    return;
                }
                replace(current, status);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A signal from a terminal goes to everybody, so a graceful end may only be the first news of the coordinator's. */
    private long pauseMs(ExitStatus status, long livedNs) {
        long pauseMs = backoff.nextDelayMs(livedNs);
        givenUp = pauseMs < 0;
        return Math.max(pauseMs, status.isGraceful() ? ExitStatus.SHARED_SIGNAL_MS : 0);
    }

    private void replace(Process dead, ExitStatus status) {
        if (givenUp) {
            log().error("worker {} {}; {} in a row died young, so no other is started in its place", dead.pid(), status,
                    Backoff.MAX_YOUNG_DEATHS + 1);
        } else if (start()) {
            restarts.incrementAndGet();
            log().warn("worker {} {}; worker {} replaces it", dead.pid(), status, process().pid());
        }
    }

    private synchronized boolean start() {
        if (closing.getCount() == 0) {
            return false;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            // One pool of native memory for all threads of a worker: 2 MiB less than one each.
            builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "1");
            process = builder.start();
            WorkerVoice.passOn(process);
            return true;
        } catch (IOException e) {
            givenUp = true;
            log().error("cannot start a worker: {}", e.getMessage());
            return false;
        }
    }

    private synchronized Process process() {
        return process;
    }

    /** Counts deaths anew; does not bring back a worker that was given up. */
    void forgiveDeaths() {
        backoff.forgive();
    }

    /** {@return how often it was started again} */
    long restarts() {
        return restarts.get();
    }

    /** {@return whether the worker runs or will be started} */
    boolean isHopeful() {
        return !givenUp;
    }

    /** Closes the worker's standard input, upon which it leaves. */
    void askToLeave() {
        Process current = process();
        if (current != null) {
            try {
                current.getOutputStream().close();
            } catch (IOException e) {
                log().debug("closing the pipe to worker {}", current.pid(), e);
            }
        }
    }

    /** Waits for the worker's end for this long, then kills it. */
    void awaitEnd(long waitNs) {
        Process current = process();
        try {
            if (current != null && !current.waitFor(Math.max(0, waitNs), TimeUnit.NANOSECONDS)) {
                log().warn("worker {} does not leave and is killed", current.pid());
                current.destroyForcibly().waitFor(KILLING_TIME_NS, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not a field: setting up the logging takes a good part of a start, and most runs log nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(SupervisedWorker.class);
    }
}
