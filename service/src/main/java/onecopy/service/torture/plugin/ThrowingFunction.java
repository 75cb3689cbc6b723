package onecopy.service.torture.plugin;

import onecopy.data.function.ElementFunction;

/** Cannot answer for any x. */
public final class ThrowingFunction implements ElementFunction {
    /** What queries call it. */
    public static final String NAME = "torture-throw";

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
        throw new IllegalStateException("told to fail for " + x);
    }
}
