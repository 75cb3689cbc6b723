package onecopy.service.control;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads and processes will bring about, without guessing how long that takes. */
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final long PERIOD_NS = 2_000_000;

    private Eventually() {}

    /** Returns once the condition holds; fails, naming what was expected, if it does not within a minute. */
    public static void until(String expectation, BooleanSupplier condition) {
        long startedNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startedNs > DEADLINE.toNanos()) {
                throw new AssertionError("not within " + DEADLINE + ": " + expectation);
            }
            LockSupport.parkNanos(PERIOD_NS);
        }
    }
}
