package onecopy.service.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * How long a client bears to be without an answer, and how often it tries. Its patience begins anew once an attempt lasted:
 * then somebody had taken the batch on. Used by one thread.
 */
final class Outage {
    private static final long FIRST_PAUSE_MS = 20;
    private static final long LONGEST_PAUSE_MS = 500;
    /** Longer than being refused takes, and than finding nobody. */
    private static final long LASTING_NS = TimeUnit.SECONDS.toNanos(1);

    private final long patienceNs;
    private final Duration limit;
    private final long startNs = System.nanoTime();
    private long attemptNs = startNs;
    private long sinceNs;
    private long pauseMs;

    /**
     * None so far.
     *
     * @param patience how long each may last
     * @param limit how long everything may take
     */
    Outage(Duration patience, Duration limit) {
        this.patienceNs = patience.toNanos();
        this.limit = limit;
    }

    /** {@return what is left of all the time; never less than a millisecond} */
    Duration left() {
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), leftNs(System.nanoTime())));
    }

    private long leftNs(long nowNs) {
        return limit.toNanos() - (nowNs - startNs);
    }

    /**
     * Waits before the next attempt.
     *
     * @throws OnecopyException the failure, where another attempt would not help or the patience is over
     */
    void bear(OnecopyException failure) {
        long nowNs = System.nanoTime();
        if (pauseMs == 0 || nowNs - attemptNs >= LASTING_NS) {
            sinceNs = nowNs;
            pauseMs = FIRST_PAUSE_MS;
        }
        long leftNs = Math.min(leftNs(nowNs), patienceNs - (nowNs - sinceNs));
        if (leftNs <= 0 || !mayPass(failure)) {
            throw failure;
        }
        LockSupport.parkNanos(Math.min(leftNs, TimeUnit.MILLISECONDS.toNanos(pauseMs(failure))));
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw failure;
        }
        pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
        attemptNs = System.nanoTime();
    }

    /** A coordinator that was started again on the same port has another token, which it writes in a moment. */
    private static boolean mayPass(OnecopyException failure) {
        return failure.retryable() || failure.fault() == Fault.UNAUTHORIZED;
    }

    /** Never the same for all: those that were refused together would come back together. */
    private long pauseMs(OnecopyException failure) {
        long wantedMs = failure.retryAfterMs() > 0 ? failure.retryAfterMs() : pauseMs;
        return wantedMs / 2 + ThreadLocalRandom.current().nextLong(wantedMs) + 1;
    }
}
