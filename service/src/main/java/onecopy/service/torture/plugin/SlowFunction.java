package onecopy.service.torture.plugin;

import java.util.concurrent.locks.LockSupport;
import onecopy.data.function.ElementFunction;

/** Takes its time without using a core, so that there is a middle of a batch to do something in. */
public final class SlowFunction implements ElementFunction {
    /** What queries call it. */
    public static final String NAME = "torture-slow";

    private static final int CALLS_PER_PAUSE = 256;
    private static final long PAUSE_NS = 1_000_000;

    /** Lost counts are of no consequence: it only says when to rest. */
    private int calls;

    /** {@return what it gives for x} */
    public static long value(long x) {
        return x % 1_009 - 7;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public long apply(long x) {
        calls++;
        if (calls % CALLS_PER_PAUSE == 0) {
            LockSupport.parkNanos(PAUSE_NS);
        }
        return value(x);
    }
}
