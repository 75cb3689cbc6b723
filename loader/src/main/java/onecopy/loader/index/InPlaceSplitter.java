package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import onecopy.data.ElementType;

/**
 * Splits a stretch of values that no thread can sort away from the file: an in-place radix exchange by the leading eight
 * bits that differ ("American flag sort", McIlroy, Bostic and McIlroy 1993). Each part has a smaller range than the
 * whole, so splitting ends, and equal values are recognised at once.
 */
final class InPlaceSplitter {
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final long ADVANCE_ELEMENTS = 1 << 20;

    private InPlaceSplitter() {}

    /**
     * A stretch of values.
     *
     * @param start index of its first value
     * @param end index after its last value
     */
    record Stretch(long start, long end) {
        long length() {
            return end - start;
        }
    }

    /**
     * Splits a stretch.
     *
     * @param min smallest value in it
     * @param max largest value in it, which is larger
     * @param parts is given the parts, none of them empty, in ascending order
     */
    static void split(MemorySegment values, ElementType type, Stretch stretch, long min, long max, BuildCrew crew,
            Consumer<Stretch> parts) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(max - min) - DIGIT_BITS);
        long[] next = new long[DIGITS];
        long[] ends = new long[DIGITS];
        for (long i = stretch.start(); i < stretch.end(); i++) {
            ends[digit(ValueMemory.get(values, type, i), min, shift)]++;
            if (i % ADVANCE_ELEMENTS == 0) {
                crew.advance(0);
            }
        }
        long start = stretch.start();
        for (int digit = 0; digit < DIGITS; digit++) {
            next[digit] = start;
            start += ends[digit];
            ends[digit] = start;
        }
        for (int digit = 0; digit < DIGITS; digit++) {
            exchange(values, type, min, shift, digit, next, ends, crew);
        }
        start = stretch.start();
        for (int digit = 0; digit < DIGITS; digit++) {
            if (ends[digit] > start) {
                parts.accept(new Stretch(start, ends[digit]));
            }
            start = ends[digit];
        }
    }

    private static void exchange(MemorySegment values, ElementType type, long min, int shift, int digit, long[] next,
            long[] ends, BuildCrew crew) {
        while (next[digit] < ends[digit]) {
            long value = ValueMemory.get(values, type, next[digit]);
            int wanted = digit(value, min, shift);
            while (wanted != digit) {
                long place = next[wanted]++;
                long evicted = ValueMemory.get(values, type, place);
                ValueMemory.set(values, type, place, value);
                value = evicted;
                wanted = digit(value, min, shift);
            }
            ValueMemory.set(values, type, next[digit], value);
            if (next[digit]++ % ADVANCE_ELEMENTS == 0) {
                crew.advance(0);
            }
        }
    }

    private static int digit(long value, long min, int shift) {
        return (int) ((value - min) >>> shift);
    }
}
