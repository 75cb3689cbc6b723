package onecopy.service.coordinator;

import java.time.Duration;

/** The moment until which a batch has time. */
final class Deadline {
    private final Duration timeout;
    private final long startNs = System.nanoTime();

    private Deadline(Duration timeout) {
        this.timeout = timeout;
    }

    /** {@return a deadline this far from now} */
    static Deadline in(Duration timeout) {
        return new Deadline(timeout);
    }

    /** {@return the whole time given} */
    Duration timeout() {
        return timeout;
    }

    /** {@return time since the start, in nanoseconds} */
    long elapsedNs() {
        return System.nanoTime() - startNs;
    }

    /** {@return time left, in nanoseconds; not positive once the deadline has passed} */
    long remainingNs() {
        return timeout.toNanos() - elapsedNs();
    }

    /** {@return whether the deadline has passed} */
    boolean passed() {
        return remainingNs() <= 0;
    }
}
