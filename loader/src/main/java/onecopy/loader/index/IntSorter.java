package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import onecopy.data.ElementType;
import onecopy.data.index.Total128;
import onecopy.loader.index.InPlaceSplitter.Stretch;

/**
 * Sorts values that fit 32 bits, if not as they are then as their distances from an offset: least-significant-digit radix
 * passes over the bits of their distances above the smallest one, two digits counted at a time.
 */
final class IntSorter implements BucketSorter {
    private static final int WIDE_DIGIT_LENGTH = 1 << 13;
    private static final int WIDE_DIGIT_BITS = 12;
    private static final int NARROW_DIGIT_BITS = 8;

    private final long offset;
    private final int[] keys;
    private final int[] spare;
    private final int[] low = new int[1 << WIDE_DIGIT_BITS];
    private final int[] high = new int[1 << WIDE_DIGIT_BITS];

    /** Room for so many values. */
    IntSorter(int capacity, long offset) {
        this.offset = offset;
        this.keys = new int[capacity];
        this.spare = new int[capacity];
    }

    /** {@return the values without the offset, to be filled before and read after {@link #sort(int)}} */
    int[] keys() {
        return keys;
    }

    @Override
    public int capacity() {
        return keys.length;
    }

    @Override
    public Run sort(MemorySegment values, ElementType type, Stretch stretch, EntryOutput output) {
        int length = (int) stretch.length();
        ValueMemory.load(values, type, stretch.start(), length, offset, keys);
        sort(length);
        output.write(keys, 0, length, offset, stretch.start());
        return new Run(stretch.start(), stretch.end(), distinct(keys, length), sum(keys, length, offset));
    }

    private static int distinct(int[] keys, int length) {
        int repeated = 0;
        for (int i = 1; i < length; i++) {
            repeated += keys[i] == keys[i - 1] ? 1 : 0;
        }
        return length - repeated;
    }

    private static Total128 sum(int[] keys, int length, long offset) {
        long lows = 0;
        long highs = 0;
        for (int i = 0; i < length; i++) {
            long value = keys[i] + offset;
            lows += value & 0xFFFF_FFFFL;
            highs += value >> Integer.SIZE;
        }
        return new Total128().addProduct(highs, 1L << Integer.SIZE).add(lows);
    }

    /** Sorts the first keys. */
    void sort(int length) {
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int i = 0; i < length; i++) {
            min = Math.min(min, keys[i]);
            max = Math.max(max, keys[i]);
        }
        if (length < 2 || min == max) {
            return;
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(max - min);
        int digitBits = length >= WIDE_DIGIT_LENGTH ? WIDE_DIGIT_BITS : NARROW_DIGIT_BITS;
        int pairs = Math.ceilDiv(bits, 2 * digitBits);
        for (int pair = 0; pair < pairs; pair++) {
            int bit = bits * pair / pairs;
            int pairBits = bits * (pair + 1) / pairs - bit;
            sortPair(length, min, bit, pairBits / 2, pairBits - pairBits / 2);
        }
    }

    private void sortPair(int length, int base, int bit, int lowBits, int highBits) {
        int lowMask = (1 << lowBits) - 1;
        int highMask = (1 << highBits) - 1;
        Arrays.fill(low, 0, lowMask + 1, 0);
        Arrays.fill(high, 0, highMask + 1, 0);
        count(keys, length, base, bit, lowBits, low, lowMask, high, highMask);
        startsOf(low, lowMask);
        startsOf(high, highMask);
        scatter(keys, spare, length, base, bit, lowMask, low);
        scatter(spare, keys, length, base, bit + lowBits, highMask, high);
    }

    private static void count(int[] keys, int length, int base, int bit, int lowBits, int[] low, int lowMask,
            int[] high, int highMask) {
        for (int i = 0; i < length; i++) {
            int distance = (keys[i] - base) >>> bit;
            low[distance & lowMask]++;
            high[(distance >>> lowBits) & highMask]++;
        }
    }

    private static void startsOf(int[] counts, int mask) {
        int start = 0;
        for (int digit = 0; digit <= mask; digit++) {
            int count = counts[digit];
            counts[digit] = start;
            start += count;
        }
    }

    private static void scatter(int[] source, int[] target, int length, int base, int bit, int mask, int[] places) {
        for (int i = 0; i < length; i++) {
            int key = source[i];
            target[places[((key - base) >>> bit) & mask]++] = key;
        }
    }
}
