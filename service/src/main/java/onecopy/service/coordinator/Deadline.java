package onecopy.service.coordinator;

import java.time.Duration;

/** The moment until which a batch has time. */
final class Deadline {
    private final Duration timeout;
    private final long usedNs;
    private final long startNs = System.nanoTime();

    private Deadline(Duration timeout, long usedNs) {
        this.timeout = timeout;
        this.usedNs = usedNs;
    }

    /**
     * {@return a deadline}
     *
     * @param timeout the whole time given
     * @param usedNs how much of it has passed before now
     */
    static Deadline of(Duration timeout, long usedNs) {
        return new Deadline(timeout, usedNs);
    }

    /** {@return the whole time given} */
    Duration timeout() {
        return timeout;
    }

    /** {@return time since this was made, in nanoseconds} */
    long elapsedNs() {
        return System.nanoTime() - startNs;
    }

    /** {@return time left, in nanoseconds; not positive once the deadline has passed} */
    long remainingNs() {
        return timeout.toNanos() - usedNs - elapsedNs();
    }

    /** {@return whether the deadline has passed} */
    boolean passed() {
        return remainingNs() <= 0;
    }
}
