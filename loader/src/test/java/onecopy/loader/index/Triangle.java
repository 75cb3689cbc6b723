package onecopy.loader.index;

import onecopy.data.function.ElementFunction;

/** A function that is cheap for any value and has sums that fit 64 bits. */
final class Triangle implements ElementFunction {
    @Override
    public String name() {
        return "triangle";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public long apply(long x) {
        return Math.abs(x % 1000) - 500;
    }
}
