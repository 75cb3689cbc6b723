package onecopy.service.coordinator;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
        boolean started = start();
        Thread.ofPlatform().daemon().name("supervisor").start(() -> keep(started));
    }

    private void keep(boolean startedFirst) {
        boolean started = startedFirst;
        try {
            while (closing.getCount() > 0) {
                long startedNs = System.nanoTime();
                Optional<ExitStatus> end = started
                        ? Optional.of(new ExitStatus(process().waitFor()))
                        : Optional.empty();
                long pauseMs = pauseMs(end, System.nanoTime() - startedNs);
                if (closing.await(pauseMs, TimeUnit.MILLISECONDS)) {
                    return;
                }
                started = end.isPresent() ? replace(process(), end.get()) : start();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A signal from a terminal goes to everybody, so a graceful end may only be the first news of the coordinator's. */
    private long pauseMs(Optional<ExitStatus> end, long livedNs) {
        boolean wasHopeful = isHopeful();
        long pauseMs = backoff.nextDelayMs(livedNs);
        if (wasHopeful && !isHopeful() && closing.getCount() > 0) {
            log().error("{} workers in a row died young or could not be started; the next one is tried in {} s",
                    Backoff.MAX_YOUNG_DEATHS + 1, TimeUnit.MILLISECONDS.toSeconds(pauseMs));
        }
        return Math.max(pauseMs, end.isPresent() && end.get().isGraceful() ? ExitStatus.SHARED_SIGNAL_MS : 0);
    }

    private boolean replace(Process dead, ExitStatus status) {
        boolean started = start();
        if (started) {
            restarts.incrementAndGet();
            log().warn("worker {} {}; worker {} replaces it", dead.pid(), status, process().pid());
        }
        return started;
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
        } catch (IOException | OutOfMemoryError e) {
            // The error is what the JVM makes of a limit of threads; this one must live to try again.
            log().error("cannot start a worker: {}", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return false;
        }
    }

    private synchronized Process process() {
        return process;
    }

    /** Counts deaths anew. */
    void forgiveDeaths() {
        backoff.forgive();
    }

    /** {@return how often it was started again} */
    long restarts() {
        return restarts.get();
    }

    /** {@return whether the worker runs, or one is soon to} */
    boolean isHopeful() {
        return !backoff.isHopeless();
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
