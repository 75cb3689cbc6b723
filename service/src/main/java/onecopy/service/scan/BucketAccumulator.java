package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Many cuts: every element's interval is looked up and its own accumulator touched. Works on blocks that fit the level 1
 * cache, first finding all intervals, then accumulating; two elements next to each other go to different copies of the
 * accumulators, so that runs of equal elements do not wait for each other.
 */
final class BucketAccumulator implements PassAccumulator {
    private static final int BLOCK_ELEMENTS = 1024;
    private static final int COUNT_SHIFT = 48;
    private static final long SUM_MASK = (1L << COUNT_SHIFT) - 1;
    private static final int FLUSH_ELEMENTS = 1 << 15;

    private final ScanSpec spec;
    private final IntervalSearch search;
    private final long[] values = new long[BLOCK_ELEMENTS];
    private final int[] intervals = new int[BLOCK_ELEMENTS];
    private final long[] evenLows;
    private final long[] oddLows;
    private final long[] evenHighs;
    private final long[] oddHighs;
    private final long[] counts;
    private final long[] lowSums;
    private final long[] highSums;
    private final long[] minima;
    private final long[] maxima;
    private int unflushed;

    BucketAccumulator(ScanSpec spec) {
        this.spec = spec;
        search = new IntervalSearch(spec.cuts());
        int size = search.tableSize();
        evenLows = new long[size];
        oddLows = new long[size];
        evenHighs = new long[size];
        oddHighs = new long[size];
        counts = new long[size];
        lowSums = new long[size];
        highSums = new long[size];
        minima = new long[size];
        maxima = new long[size];
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
                partial.addSum(i, highSums[i] << 32, highSums[i] >> 32);
                partial.addSum(i, lowSums[i]);
            }
            if (spec.extremes()) {
                partial.addExtremes(i, minima[i], maxima[i]);
            }
        }
        clear();
    }

    private void addBlock(MemorySegment segment, long start, int count) {
        Widening.copy(segment, spec.type(), start, count, values);
        search.findAll(values, count, intervals);
        if (spec.sums()) {
            sum(values, intervals, count, evenLows, evenHighs, oddLows, oddHighs);
        } else {
            count(intervals, count, evenLows, oddLows);
        }
        if (spec.extremes()) {
            extremes(values, intervals, count, minima, maxima);
        }
        unflushed += count;
        if (unflushed >= FLUSH_ELEMENTS) {
            flush();
        }
    }

    private void flush() {
        flush(evenLows, evenHighs);
        flush(oddLows, oddHighs);
        unflushed = 0;
    }

    private void flush(long[] lows, long[] highs) {
        for (int i = 0; i < lows.length; i++) {
            counts[i] += lows[i] >>> COUNT_SHIFT;
            lowSums[i] += lows[i] & SUM_MASK;
            lows[i] = 0;
        }
        Lanes.move(highs, highSums);
    }

    private void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(lowSums, 0);
        Arrays.fill(highSums, 0);
        Arrays.fill(minima, Long.MAX_VALUE);
        Arrays.fill(maxima, Long.MIN_VALUE);
    }

    private static void count(int[] intervals, int count, long[] even, long[] odd) {
        for (int i = 0; i < count; i += 2) {
            even[intervals[i] & (even.length - 1)] += 1L << COUNT_SHIFT;
            odd[intervals[i + 1] & (odd.length - 1)] += 1L << COUNT_SHIFT;
        }
    }

    private static void sum(long[] values, int[] intervals, int count, long[] evenLows, long[] evenHighs,
            long[] oddLows, long[] oddHighs) {
        for (int i = 0; i < count; i += 2) {
            int even = intervals[i];
            int odd = intervals[i + 1];
            evenLows[even & (evenLows.length - 1)] += (values[i] & 0xffff_ffffL) + (1L << COUNT_SHIFT);
            oddLows[odd & (oddLows.length - 1)] += (values[i + 1] & 0xffff_ffffL) + (1L << COUNT_SHIFT);
            evenHighs[even & (evenHighs.length - 1)] += values[i] >> 32;
            oddHighs[odd & (oddHighs.length - 1)] += values[i + 1] >> 32;
        }
    }

    private static void extremes(long[] values, int[] intervals, int count, long[] minima, long[] maxima) {
        for (int i = 0; i < count; i++) {
            int interval = intervals[i];
            minima[interval] = Math.min(minima[interval], values[i]);
            maxima[interval] = Math.max(maxima[interval], values[i]);
        }
    }
}
