package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Few cuts over {@code int32}: for every cut the elements at or below it are accumulated, and the difference of
 * neighbours is an interval. Works block by block, a block being small enough for the level 1 cache and for accumulators
 * of 32 bits.
 *
 * <p>Counts and sums share an accumulator while the elements are close together, which is guessed from the blocks before
 * and verified in the pass: a block that breaks the guess is done again in the form that takes any elements.
 */
final class IntPrefixAccumulator implements PassAccumulator {
    private static final int LANES = IntPrefixLoops.LANES;
    private static final int BLOCK_VECTORS = 224;
    private static final int STREAMS = IntPrefixLoops.STREAMS;
    /** Elements of each run in a block. */
    private static final int BLOCK_RUN = BLOCK_VECTORS / STREAMS * LANES;
    private static final int[] NATURAL_ORDER = new int[LANES];
    private static final int LOW_COUNT_SHIFT = 24;
    private static final int PACKED_MAX_BITS = 22;
    private static final int PACKED_MAX_COUNT_BITS = 5;

    private final boolean sums;
    private final boolean extremes;
    private final int firstCut;
    private final int cuts;
    private final int[] bounds;
    private final int[] packedBounds;
    private final int[] origins;
    private final int[] lows;
    private final int[] highs;
    private final int[] counts;
    private final int[] packedCounts;
    private final int[] blockCounts;
    private final long[] lowSums;
    private final long[] highSums;
    private final long[] packedSums;
    private final long[] blockSums;
    private final int[] minima;
    private final int[] maxima;
    private final int[] learnedMin = new int[LANES];
    private final int[] learnedMax = new int[LANES];
    private final long[] prefixSums;
    private final long[] prefixCounts;
    private final ValueRange range = new ValueRange(PACKED_MAX_BITS);
    private long elements;

    IntPrefixAccumulator(ScanSpec spec) {
        sums = spec.sums();
        extremes = spec.extremes();
        IntCuts inReach = IntCuts.of(spec.cuts());
        firstCut = inReach.first();
        cuts = inReach.bounds().length;
        bounds = inReach.rows(LANES);
        int rows = cuts + 1;
        origins = new int[rows * LANES];
        for (int i = 0; i < bounds.length; i++) {
            origins[i] = bounds[i] + Integer.MIN_VALUE;
        }
        packedBounds = new int[bounds.length];
        lows = new int[rows * LANES];
        highs = new int[rows * LANES];
        counts = new int[rows * LANES];
        packedCounts = new int[rows * LANES];
        blockCounts = new int[rows * LANES];
        lowSums = new long[rows * LANES / 2];
        highSums = new long[rows * LANES / 2];
        packedSums = new long[rows * LANES / 2];
        blockSums = new long[rows * LANES / 2];
        minima = new int[rows * LANES];
        maxima = new int[rows * LANES];
        prefixSums = new long[rows];
        prefixCounts = new long[rows];
        Arrays.fill(minima, Integer.MAX_VALUE);
        Arrays.fill(maxima, Integer.MIN_VALUE);
    }

    @Override
    public int granule() {
        return LANES * IntPrefixLoops.STRIDE_VECTORS;
    }

    @Override
    public void add(MemorySegment values, long start, long end) {
        elements += end - start;
        long run = (end - start) / STREAMS;
        for (long done = 0; done < run; done += BLOCK_RUN) {
            int vectors = (int) Math.min(BLOCK_RUN, run - done) / LANES * STREAMS;
            addBlock(values, (start + done) * Integer.BYTES, run * Integer.BYTES, vectors);
        }
    }

    @Override
    public void drainInto(Partial partial) {
        settlePackedSums();
        long countBefore = 0;
        long sumBefore = 0;
        for (int row = 0; row <= cuts; row++) {
            int interval = firstCut + row;
            long count = row == cuts ? elements : prefixCounts[row] + total(counts, row);
            partial.addCount(interval, count - countBefore);
            if (sums) {
                long sum = prefixSums[row] + total(lowSums, row) + (total(highSums, row) << 16);
                partial.addSum(interval, sum - sumBefore);
                sumBefore = sum;
            }
            if (extremes && count > countBefore) {
                partial.addExtremes(interval, minAbove(row), maxBelow(row));
            }
            countBefore = count;
        }
        clear();
    }

    private void addBlock(MemorySegment values, long offset, long distance, int vectors) {
        if (!sums) {
            IntPrefixLoops.count(values, offset, distance, vectors, bounds, counts);
        } else if (!addPacked(values, offset, distance, vectors)) {
            IntPrefixLoops.field(values, offset, distance, vectors, 0, 0xffff, 1 << LOW_COUNT_SHIFT, bounds, lows);
            IntPrefixLoops.unpack(lows, LOW_COUNT_SHIFT, counts, lowSums);
            IntPrefixLoops.field(values, offset, distance, vectors, 16, -1, 0, bounds, highs);
            IntPrefixLoops.widen(highs, highSums);
        }
        if (extremes) {
            IntPrefixLoops.extremes(values, offset, distance, vectors, origins, minima, maxima);
        }
    }

    private boolean addPacked(MemorySegment values, long offset, long distance, int vectors) {
        if (range.isUnknown()) {
            learn(values, offset, distance, vectors);
        }
        if (!range.isNarrow()) {
            return false;
        }
        int bits = cuts == 1
                ? addUnderOneCut(values, offset, distance, vectors)
                : addPackedSteps(values, offset, distance, vectors);
        if (bits >>> range.bits() != 0) {
            Arrays.fill(blockCounts, 0);
            Arrays.fill(blockSums, 0);
            learn(values, offset, distance, vectors);
            return false;
        }
        Lanes.move(blockCounts, packedCounts);
        Lanes.move(blockSums, packedSums);
        return true;
    }

    /** {@return the bits set in any element relative to the base} The block accumulators hold the rest. */
    private int addUnderOneCut(MemorySegment values, long offset, long distance, int vectors) {
        int bound = packedBounds[0] - packedOne();
        int bits = IntPrefixLoops.oneCut(values, offset, distance, vectors, (int) range.base(), bound, blockCounts,
                lows);
        Arrays.fill(blockCounts, LANES, 2 * LANES, vectors);
        IntPrefixLoops.widen(lows, blockSums);
        return bits;
    }

    /** {@return the bits set in any element relative to the base} The block accumulators hold the rest. */
    private int addPackedSteps(MemorySegment values, long offset, long distance, int vectors) {
        int countBits = packedCountBits();
        int countShift = range.bits() + countBits;
        int step = 1 << countBits;
        int bits = 0;
        for (int done = 0; done < vectors; done += step) {
            long at = offset + (long) (done / STREAMS) * LANES * Integer.BYTES;
            bits |= IntPrefixLoops.packed(values, at, distance, Math.min(step, vectors - done), (int) range.base(),
                    1 << countShift, packedBounds, lows);
            IntPrefixLoops.unpack(lows, countShift, blockCounts, blockSums);
        }
        return bits;
    }

    private void learn(MemorySegment values, long offset, long distance, int vectors) {
        settlePackedSums();
        Arrays.fill(learnedMin, Integer.MAX_VALUE);
        Arrays.fill(learnedMax, Integer.MIN_VALUE);
        IntPrefixLoops.extremes(values, offset, distance, vectors, NATURAL_ORDER, learnedMin, learnedMax);
        range.include(Lanes.min(learnedMin, 0, LANES), Lanes.max(learnedMax, 0, LANES));
        if (range.isNarrow()) {
            int one = packedOne();
            for (int i = 0; i < bounds.length; i++) {
                long bound = Math.clamp(bounds[i] - range.base(), 0, 1 << range.bits());
                packedBounds[i] = (int) bound + one;
            }
        }
    }

    private int packedCountBits() {
        return Math.min(PACKED_MAX_COUNT_BITS, (Integer.SIZE - 1 - range.bits()) / 2);
    }

    private int packedOne() {
        return 1 << (range.bits() + packedCountBits());
    }

    /** Turns sums relative to the base of the guess into sums of elements; must precede a change of the base. */
    private void settlePackedSums() {
        for (int row = 0; row <= cuts; row++) {
            long count = total(packedCounts, row);
            prefixSums[row] += total(packedSums, row) + range.base() * count;
            prefixCounts[row] += count;
        }
        Arrays.fill(packedCounts, 0);
        Arrays.fill(packedSums, 0);
    }

    private void clear() {
        elements = 0;
        Arrays.fill(counts, 0);
        Arrays.fill(lowSums, 0);
        Arrays.fill(highSums, 0);
        Arrays.fill(prefixSums, 0);
        Arrays.fill(prefixCounts, 0);
        Arrays.fill(minima, Integer.MAX_VALUE);
        Arrays.fill(maxima, Integer.MIN_VALUE);
    }

    /** The smallest element not below a row's lower cut; that of the first interval has no lower cut. */
    private int minAbove(int interval) {
        int row = interval == 0 ? cuts : interval - 1;
        return Lanes.min(minima, row * LANES, (row + 1) * LANES) + origins[row * LANES];
    }

    private int maxBelow(int interval) {
        return Lanes.max(maxima, interval * LANES, (interval + 1) * LANES) + origins[interval * LANES];
    }

    private static long total(int[] lanes, int row) {
        return Lanes.sum(lanes, row * LANES, (row + 1) * LANES);
    }

    private static long total(long[] lanes, int row) {
        return Lanes.sum(lanes, row * LANES / 2, (row + 1) * LANES / 2);
    }
}
