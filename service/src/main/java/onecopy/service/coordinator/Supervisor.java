package onecopy.service.coordinator;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts worker processes and starts them again when they die, with growing pauses for those that keep dying young. Each
 * worker holds the reading end of a pipe from this process as its standard input and leaves at its end, so no worker
 * outlives a supervisor, however that one dies. Thread-safe.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LEAVING_TIME = Duration.ofSeconds(2);

    private final List<String> command;
    private final ScheduledExecutorService restarts = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("supervisor").factory());
    private final List<Seat> seats = new ArrayList<>();
    private volatile boolean closing;

    /** One of the workers that should always run. */
    private final class Seat {
        private final Backoff backoff = new Backoff();
        private Process process;
        private long startedNs;
        private boolean givenUp;

        private synchronized void start() {
            if (closing) {
                return;
            }
            try {
                startedNs = System.nanoTime();
                process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
                process.onExit().thenAcceptAsync(this::ended, restarts);
            } catch (IOException e) {
                givenUp = true;
                LOG.error("cannot start a worker: {}", e.getMessage());
            }
        }

        private synchronized void ended(Process dead) {
            if (closing) {
                return;
            }
            ExitStatus status = new ExitStatus(dead.exitValue());
            long delayMs = backoff.nextDelayMs(System.nanoTime() - startedNs);
            if (status.isGraceful() && delayMs == 0) {
                delayMs = ExitStatus.SHARED_SIGNAL_MS;
            }
            if (delayMs < 0) {
                givenUp = true;
                LOG.error("worker {} {}; it was the {}th in a row to die young, so no other is started", dead.pid(),
                        status, Backoff.MAX_YOUNG_DEATHS);
            } else {
                schedule(dead, status, delayMs);
            }
        }

        private void schedule(Process dead, ExitStatus status, long delayMs) {
            restarts.schedule(() -> {
                if (!closing) {
                    start();
                    LOG.warn("worker {} {}; worker {} replaces it", dead.pid(), status, pid());
                }
            }, delayMs, TimeUnit.MILLISECONDS);
        }

        private synchronized long pid() {
            return process == null ? -1 : process.pid();
        }

        private synchronized boolean isHopeful() {
            return !givenUp;
        }

        private synchronized void closeInput() {
            if (process != null) {
                try {
                    process.getOutputStream().close();
                } catch (IOException e) {
                    LOG.debug("closing the pipe to worker {}", process.pid(), e);
                }
            }
        }

        private synchronized Process process() {
            return process;
        }
    }

    private Supervisor(List<String> command) {
        this.command = List.copyOf(command);
    }

    /**
     * {@return a supervisor of this many workers, which are starting}
     *
     * @param command starts one worker
     * @throws OnecopyException with {@link Fault#IO} where not even the first can be started
     */
    static Supervisor start(int workers, List<String> command) {
        Supervisor supervisor = new Supervisor(command);
        for (int i = 0; i < workers; i++) {
            Seat seat = supervisor.new Seat();
            supervisor.seats.add(seat);
            seat.start();
        }
        if (workers > 0 && !supervisor.isHopeful()) {
            supervisor.close();
            throw new OnecopyException(Fault.IO, "cannot start workers with the command " + command.getFirst());
        }
        return supervisor;
    }

    /** {@return how many workers should run} */
    int size() {
        return seats.size();
    }

    /** {@return whether a worker runs or will be started} */
    boolean isHopeful() {
        return !closing && seats.stream().anyMatch(Seat::isHopeful);
    }

    /** {@return what to add to the news that no worker is there; empty where nothing is to be said} */
    String complaint() {
        return seats.isEmpty() || isHopeful()
                ? ""
                : " and those that were started keep dying (see the coordinator's log)";
    }

    /** Starts no worker any more: those that end from now on were sent away. */
    void stopRestarting() {
        closing = true;
    }

    /** Asks all workers to leave, waits for them, and ends those that do not. Starts none any more. */
    @Override
    public void close() {
        closing = true;
        restarts.shutdown();
        seats.forEach(Seat::closeInput);
        long deadlineNs = System.nanoTime() + LEAVING_TIME.toNanos();
        for (Seat seat : seats) {
            Process process = seat.process();
            if (process != null && !left(process, deadlineNs - System.nanoTime())) {
                LOG.warn("worker {} does not leave; it is killed", process.pid());
                process.destroyForcibly();
                left(process, LEAVING_TIME.toNanos());
            }
        }
    }

    private static boolean left(Process process, long waitNs) {
        try {
            return process.waitFor(Math.max(0, waitNs), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
