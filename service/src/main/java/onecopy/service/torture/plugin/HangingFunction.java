package onecopy.service.torture.plugin;

import java.util.concurrent.locks.LockSupport;
import onecopy.data.function.ElementFunction;

/** Never returns. */
public final class HangingFunction implements ElementFunction {
    /** What queries call it. */
    public static final String NAME = "torture-hang";

    private static final long PAUSE_NS = 100_000_000;

    /** Always true, which no compiler knows. */
    private volatile boolean hanging = true;

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
        while (hanging) {
            LockSupport.parkNanos(PAUSE_NS);
        }
        return x;
    }
}
