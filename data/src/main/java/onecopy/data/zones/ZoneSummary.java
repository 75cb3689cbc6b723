package onecopy.data.zones;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/**
 * Smallest value, largest value and exact sum of the values seen since the last {@link #clear()}. For one thread.
 *
 * <p>
 * The loops hold nothing but minima, maxima and sums of one width, which the JIT compiler turns into vector
 * instructions: a value is split into an upper and a lower half, and the halves are added up apart, where neither sum
 * can overflow.
 */
final class ZoneSummary {
    private static final int LOOP_ELEMENTS = 1 << 14;
    private static final int INT_HALF_BITS = 16;
    private static final int LONG_HALF_BITS = 32;

    private long min;
    private long max;
    private long sumLow;
    private long sumHigh;

    /** Begins with no value. */
    ZoneSummary() {
        clear();
    }

    /** Forgets all values. */
    void clear() {
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
        sumLow = 0;
        sumHigh = 0;
    }

    /** {@return the smallest value, {@link Long#MAX_VALUE} where none was seen} */
    long min() {
        return min;
    }

    /** {@return the largest value, {@link Long#MIN_VALUE} where none was seen} */
    long max() {
        return max;
    }

    /** {@return the lower 64 bits of the sum, to be read as unsigned} */
    long sumLow() {
        return sumLow;
    }

    /** {@return the upper 64 bits of the sum, the sign among them} */
    long sumHigh() {
        return sumHigh;
    }

    /** Sees elements {@code [start, start + count)} of a segment. */
    void add(MemorySegment elements, long start, long count, ElementType type) {
        int widthBytes = type.widthBytes();
        for (long done = 0; done < count; done += LOOP_ELEMENTS) {
            int part = (int) Math.min(LOOP_ELEMENTS, count - done);
            MemorySegment values = elements.asSlice((start + done) * widthBytes, (long) part * widthBytes);
            switch (type) {
                case INT32 -> addInts(values, part);
                case INT64 -> addLongs(values, part);
            }
        }
    }

    /** At most 2^14 values, so neither sum of 16-bit halves leaves 31 bits. */
    private void addInts(MemorySegment values, int count) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        int lowerHalves = 0;
        int upperHalves = 0;
        for (int i = 0; i < count; i++) {
            int value = values.get(ElementType.INT32_LAYOUT, (long) i * Integer.BYTES);
            low = Math.min(low, value);
            high = Math.max(high, value);
            lowerHalves += value & 0xFFFF;
            upperHalves += value >> INT_HALF_BITS;
        }
        include(low, high, ((long) upperHalves << INT_HALF_BITS) + lowerHalves, 0);
    }

    private void addLongs(MemorySegment values, int count) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        long lowerHalves = 0;
        long upperHalves = 0;
        for (int i = 0; i < count; i++) {
            long value = values.get(ElementType.INT64_LAYOUT, (long) i * Long.BYTES);
            low = Math.min(low, value);
            high = Math.max(high, value);
            lowerHalves += value & 0xFFFF_FFFFL;
            upperHalves += value >> LONG_HALF_BITS;
        }
        include(low, high, lowerHalves, upperHalves);
    }

    /** Includes values of which the sum is {@code lower + upper * 2^32}, both signed. */
    private void include(long low, long high, long lower, long upper) {
        min = Math.min(min, low);
        max = Math.max(max, high);
        addToSum(lower, lower >> (Long.SIZE - 1));
        addToSum(upper << LONG_HALF_BITS, upper >> LONG_HALF_BITS);
    }

    private void addToSum(long low, long high) {
        sumLow += low;
        sumHigh += high + (Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0);
    }
}
