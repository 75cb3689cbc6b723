package onecopy.service.coordinator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Keeps a number of worker processes running: starts each again when it ends, with growing pauses where they keep dying
 * young. Each worker holds the reading end of a pipe from this process as its standard input and leaves at its end, so
 * no worker outlives a supervisor, however that one dies. Thread-safe.
 */
final class Supervisor implements AutoCloseable {
    private static final Duration LEAVING_TIME = Duration.ofSeconds(2);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<SupervisedWorker> workers;

    private Supervisor(int workers, List<String> command) {
        this.workers = IntStream.range(0, workers).mapToObj(_ -> new SupervisedWorker(command, closing)).toList();
    }

    /**
     * {@return a supervisor of this many workers, which are starting}
     *
     * @param command starts one worker
     */
    static Supervisor start(int workers, List<String> command) {
        Supervisor supervisor = new Supervisor(workers, command);
        supervisor.workers.forEach(SupervisedWorker::startKeeping);
        return supervisor;
    }

    /** {@return how many workers should run} */
    int size() {
        return workers.size();
    }

    /** {@return how many workers were started in place of one that ended} */
    long restarts() {
        return workers.stream().mapToLong(SupervisedWorker::restarts).sum();
    }

    /** {@return whether a worker runs, or one is soon to} */
    boolean isHopeful() {
        return closing.getCount() > 0 && workers.stream().anyMatch(SupervisedWorker::isHopeful);
    }

    /** {@return what to add to the news that no worker is there; empty where nothing is to be said} */
    String complaint() {
        return workers.isEmpty() || isHopeful()
                ? ""
                : ", and those that were started keep dying (the coordinator's log says how)";
    }

    /** Forgets how many workers died young: what killed them has been found and kept from the others. */
    void forgiveDeaths() {
        workers.forEach(SupervisedWorker::forgiveDeaths);
    }

    /** Starts no worker any more: those that end from now on were sent away. */
    void stopRestarting() {
        closing.countDown();
    }

    /** Asks all workers to leave, waits for them, and kills those that do not. Starts none any more. */
    @Override
    public void close() {
        stopRestarting();
        workers.forEach(SupervisedWorker::askToLeave);
        long deadlineNs = System.nanoTime() + LEAVING_TIME.toNanos();
        for (SupervisedWorker worker : workers) {
            worker.awaitEnd(deadlineNs - System.nanoTime());
        }
    }
}
