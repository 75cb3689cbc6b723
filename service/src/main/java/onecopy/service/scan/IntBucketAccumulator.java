package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import onecopy.data.ElementType;

/**
 * Many cuts over {@code int32}: every element is added to the accumulator of its interval, whose upper 16 bits count and
 * whose lower 48 sum {@code x + 2^31}. Neighbouring elements go to different copies of the accumulators, so that runs of
 * equal elements do not wait for each other.
 */
final class IntBucketAccumulator implements PassAccumulator {
    private static final int BLOCK_ELEMENTS = 2048;
    private static final int COUNT_SHIFT = 48;
    private static final long SUM_MASK = (1L << COUNT_SHIFT) - 1;
    private static final long ONE = 1L << COUNT_SHIFT;
    private static final long BIAS = 1L << 31;
    private static final int FLUSH_ELEMENTS = 1 << 16;

    private final ScanSpec spec;
    private final IntBuckets buckets;
    private final int[] elements = new int[BLOCK_ELEMENTS];
    private final int[] places = new int[BLOCK_ELEMENTS];
    private final long[] even;
    private final long[] odd;
    private final long[] counts;
    private final long[] sums;
    private final int[] minima;
    private final int[] maxima;
    private int unflushed;

    IntBucketAccumulator(ScanSpec spec, IntBuckets buckets) {
        this.spec = spec;
        this.buckets = buckets;
        int size = Integer.highestOneBit(spec.intervals()) * 2;
        even = new long[size];
        odd = new long[size];
        counts = new long[size];
        sums = new long[size];
        minima = new int[size];
        maxima = new int[size];
        clear();
    }

    @Override
    public int granule() {
        return 2;
    }

    @Override
    public void add(MemorySegment segment, long start, long end) {
        for (long at = start; at < end; at += BLOCK_ELEMENTS) {
            addBlock(segment, at, (int) Math.min(BLOCK_ELEMENTS, end - at));
        }
    }

    @Override
    public void drainInto(Partial partial) {
        flush();
        for (int i = 0; i < spec.intervals(); i++) {
            partial.addCount(i, counts[i]);
            if (spec.sums()) {
                partial.addSum(i, sums[i] - BIAS * counts[i]);
            }
            if (spec.extremes() && counts[i] > 0) {
                partial.addExtremes(i, minima[i], maxima[i]);
            }
        }
        clear();
    }

    private void addBlock(MemorySegment segment, long start, int count) {
        MemorySegment.copy(segment, ElementType.INT32_LAYOUT, start * Integer.BYTES, elements, 0, count);
        buckets.findAll(elements, count, places);
        sum(elements, places, count, buckets.entries(), even, odd);
        if (spec.extremes()) {
            extremes(elements, places, count, buckets.entries(), minima, maxima);
        }
        unflushed += count;
        if (unflushed >= FLUSH_ELEMENTS) {
            flush();
        }
    }

    private void flush() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += (even[i] >>> COUNT_SHIFT) + (odd[i] >>> COUNT_SHIFT);
            sums[i] += (even[i] & SUM_MASK) + (odd[i] & SUM_MASK);
            even[i] = 0;
            odd[i] = 0;
        }
        unflushed = 0;
    }

    private void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(sums, 0);
        Arrays.fill(minima, Integer.MAX_VALUE);
        Arrays.fill(maxima, Integer.MIN_VALUE);
    }

    private static void sum(int[] elements, int[] buckets, int count, long[] entries, long[] even, long[] odd) {
        for (int i = 0; i < count; i += 2) {
            int x = elements[i];
            int y = elements[i + 1];
            int atX = IntBuckets.interval(entries[buckets[i] & (entries.length - 1)], x);
            int atY = IntBuckets.interval(entries[buckets[i + 1] & (entries.length - 1)], y);
            even[atX & (even.length - 1)] += x + (BIAS + ONE);
            odd[atY & (odd.length - 1)] += y + (BIAS + ONE);
        }
    }

    private static void extremes(int[] elements, int[] buckets, int count, long[] entries, int[] minima, int[] maxima) {
        for (int i = 0; i < count; i++) {
            int x = elements[i];
            int at = IntBuckets.interval(entries[buckets[i] & (entries.length - 1)], x);
            minima[at] = Math.min(minima[at], x);
            maxima[at] = Math.max(maxima[at], x);
        }
    }
}
