package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import onecopy.data.ElementType;
import onecopy.data.index.Total128;
import onecopy.loader.index.InPlaceSplitter.Stretch;

/**
 * Sorts values as unsigned 64-bit keys that fit a core's caches: least-significant-digit radix passes over the bits that differ. Where
 * those are many, only the leading ones are sorted that way and the few neighbours that still agree are put in order
 * afterwards. Never slower than linear in the number of keys for keys of bounded width, whatever they are.
 */
final class LongSorter implements BucketSorter {
    private static final int INSERTION_LENGTH = 24;
    private static final int WIDE_DIGIT_LENGTH = 1 << 13;
    private static final int WIDE_DIGIT_BITS = 11;
    private static final int NARROW_DIGIT_BITS = 8;
    private static final int MAX_PASSES = 3;

    private final long[] keys;
    private final long[] spare;
    private final int[] low = new int[1 << WIDE_DIGIT_BITS];
    private final int[] high = new int[1 << WIDE_DIGIT_BITS];

    /** Room for so many keys. */
    LongSorter(int capacity) {
        keys = new long[capacity];
        spare = new long[capacity];
    }

    /** {@return the keys, to be filled before and read after {@link #sort(int)}} */
    long[] keys() {
        return keys;
    }

    @Override
    public int capacity() {
        return keys.length;
    }

    @Override
    public Run sort(MemorySegment values, ElementType type, Stretch stretch, EntryOutput output) {
        int length = (int) stretch.length();
        long base = ValueMemory.min(values, type, stretch.start(), length);
        ValueMemory.load(values, type, stretch.start(), length, base, keys);
        sort(length);
        output.write(keys, 0, length, base, stretch.start());
        return new Run(stretch.start(), stretch.end(), distinct(keys, length), sum(keys, length, base));
    }

    private static long distinct(long[] keys, int length) {
        long distinct = 1;
        for (int i = 1; i < length; i++) {
            distinct += keys[i] == keys[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    private static Total128 sum(long[] keys, int length, long base) {
        long lows = 0;
        long highs = 0;
        for (int i = 0; i < length; i++) {
            long value = keys[i] + base;
            lows += value & 0xFFFF_FFFFL;
            highs += value >> Integer.SIZE;
        }
        return new Total128().addProduct(highs, 1L << Integer.SIZE).add(lows);
    }

    /** Sorts the first keys. */
    void sort(int length) {
        long differing = 0;
        for (int i = 1; i < length; i++) {
            differing |= keys[i] ^ keys[0];
        }
        sort(0, length, Long.SIZE - Long.numberOfLeadingZeros(differing));
    }

    /** Sorts keys that agree in all but the lowest bits. */
    private void sort(int from, int to, int bits) {
        int length = to - from;
        if (bits == 0 || length < 2) {
            return;
        }
        if (length <= INSERTION_LENGTH) {
            insertionSort(from, to);
            return;
        }
        int digitBits = length >= WIDE_DIGIT_LENGTH ? WIDE_DIGIT_BITS : NARROW_DIGIT_BITS;
        int lowestBit = bits <= MAX_PASSES * digitBits ? 0 : bits - 2 * digitBits;
        sortBits(from, to, lowestBit, bits, digitBits);
        if (lowestBit > 0) {
            sortTies(from, to, lowestBit);
        }
    }

    private void sortTies(int from, int to, int lowestBit) {
        int start = from;
        while (start < to) {
            long leading = keys[start] >>> lowestBit;
            int end = start + 1;
            while (end < to && keys[end] >>> lowestBit == leading) {
                end++;
            }
            sort(start, end, lowestBit);
            start = end;
        }
    }

    /** Stable passes over the bits {@code [lowestBit, bits)}, two digits counted at a time. */
    private void sortBits(int from, int to, int lowestBit, int bits, int digitBits) {
        int bit = lowestBit;
        while (bits - bit > digitBits) {
            int pairBits = Math.min(bits - bit, 2 * digitBits);
            int lowBits = pairBits / 2;
            sortPair(from, to, bit, lowBits, pairBits - lowBits);
            bit += pairBits;
        }
        if (bit < bits) {
            sortDigit(from, to, bit, bits - bit);
        }
    }

    private void sortPair(int from, int to, int bit, int lowBits, int highBits) {
        clear(low, lowBits);
        clear(high, highBits);
        int lowMask = (1 << lowBits) - 1;
        int highMask = (1 << highBits) - 1;
        for (int i = from; i < to; i++) {
            long key = keys[i] >>> bit;
            low[(int) key & lowMask]++;
            high[(int) (key >>> lowBits) & highMask]++;
        }
        startsFrom(low, lowBits, from);
        startsFrom(high, highBits, from);
        scatter(keys, spare, from, to, bit, lowMask, low);
        scatter(spare, keys, from, to, bit + lowBits, highMask, high);
    }

    private void sortDigit(int from, int to, int bit, int digitBits) {
        clear(low, digitBits);
        int mask = (1 << digitBits) - 1;
        for (int i = from; i < to; i++) {
            low[(int) (keys[i] >>> bit) & mask]++;
        }
        startsFrom(low, digitBits, from);
        scatter(keys, spare, from, to, bit, mask, low);
        System.arraycopy(spare, from, keys, from, to - from);
    }

    private static void clear(int[] counts, int digitBits) {
        Arrays.fill(counts, 0, 1 << digitBits, 0);
    }

    private static void startsFrom(int[] counts, int digitBits, int from) {
        int start = from;
        for (int i = 0; i < 1 << digitBits; i++) {
            int count = counts[i];
            counts[i] = start;
            start += count;
        }
    }

    private static void scatter(long[] source, long[] target, int from, int to, int bit, int mask, int[] starts) {
        for (int i = from; i < to; i++) {
            long key = source[i];
            int digit = (int) (key >>> bit) & mask;
            target[starts[digit]++] = key;
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            int place = i;
            while (place > from && Long.compareUnsigned(keys[place - 1], key) > 0) {
                keys[place] = keys[place - 1];
                place--;
            }
            keys[place] = key;
        }
    }
}
