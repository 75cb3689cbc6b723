package onecopy.service.worker;

import java.util.concurrent.TimeUnit;
import onecopy.data.function.ElementFunction;

/** A function whose elements say how it behaves: {@code x >= 0} takes x microseconds and gives x. */
public final class BehavingFunction implements ElementFunction {
    static final String NAME = "behave";
    static final int VERSION = 3;
    static final int THROWS = -1;
    static final int NEVER_RETURNS = -2;
    static final int KILLS = -3;
    static final String SPINNING = "spinning for ever";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public long apply(long x) {
        switch ((int) x) {
            case THROWS -> throw new IllegalArgumentException("minus one is not welcome");
            case NEVER_RETURNS -> spinForever();
            case KILLS -> Runtime.getRuntime().halt(99);
            default -> spin(TimeUnit.MICROSECONDS.toNanos(x));
        }
        return x;
    }

    private static void spin(long durationNs) {
        long startedNs = System.nanoTime();
        while (System.nanoTime() - startedNs < durationNs) {
            Thread.onSpinWait();
        }
    }

    private static void spinForever() {
        System.err.println(SPINNING);
        for (long i = 0; i >= 0; i = (i + 1) & Long.MAX_VALUE) {
            Thread.onSpinWait();
        }
    }
}
