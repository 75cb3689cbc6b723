package onecopy.service.scan;

import java.util.Arrays;

/** A row of 128-bit sums in two's complement. */
final class WideSums {
    private final long[] lows;
    private final long[] highs;

    WideSums(int rows) {
        lows = new long[rows];
        highs = new long[rows];
    }

    /** Adds {@code value * 2^shift}; the shift is below 64. */
    void addShifted(int row, long value, int shift) {
        add(row, value << shift, shift == 0 ? value >> 63 : value >> (Long.SIZE - shift));
    }

    /** Adds {@code a * b}. */
    void addProduct(int row, long a, long b) {
        add(row, a * b, Math.multiplyHigh(a, b));
    }

    /** Adds what a row has beyond the one before it to an interval's sum. */
    void drainInto(Partial partial, int row, int interval) {
        long lowBefore = row == 0 ? 0 : lows[row - 1];
        long highBefore = row == 0 ? 0 : highs[row - 1];
        int borrow = Long.compareUnsigned(lows[row], lowBefore) < 0 ? 1 : 0;
        partial.addSum(interval, lows[row] - lowBefore, highs[row] - highBefore - borrow);
    }

    void clear() {
        Arrays.fill(lows, 0);
        Arrays.fill(highs, 0);
    }

    private void add(int row, long low, long high) {
        lows[row] += low;
        highs[row] += high + (Long.compareUnsigned(lows[row], low) < 0 ? 1 : 0);
    }
}
