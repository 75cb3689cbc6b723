package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Few cuts over {@code int64}: the twin of {@link IntPrefixAccumulator}, with room for wider guesses and with sums of 128
 * bits.
 */
final class LongPrefixAccumulator implements PassAccumulator {
    private static final int LANES = LongPrefixLoops.LANES;
    private static final int BLOCK_VECTORS = 224;
    private static final int STREAMS = LongPrefixLoops.STREAMS;
    /** Elements of each run in a block. */
    private static final int BLOCK_RUN = BLOCK_VECTORS / STREAMS * LANES;
    private static final int COUNT_SHIFT = 48;
    private static final int PACKED_MAX_BITS = 40;
    private static final long LOW_MASK = 0xffff_ffffL;
    private static final long[] NATURAL_ORDER = new long[LANES];

    private final boolean sums;
    private final boolean extremes;
    private final int cuts;
    private final long[] bounds;
    private final long[] packedBounds;
    private final long[] origins;
    private final long[] packed;
    private final long[] highs;
    private final long[] counts;
    private final long[] lowSums;
    private final long[] highSums;
    private final long[] packedCounts;
    private final long[] packedSums;
    private final long[] minima;
    private final long[] maxima;
    private final long[] learnedMin = new long[LANES];
    private final long[] learnedMax = new long[LANES];
    private final WideSums prefixSums;
    private final long[] prefixCounts;
    private final ValueRange range = new ValueRange(PACKED_MAX_BITS);
    private long elements;

    LongPrefixAccumulator(ScanSpec spec) {
        sums = spec.sums();
        extremes = spec.extremes();
        long[] inReach = Arrays.stream(spec.cuts()).filter(cut -> cut < Long.MAX_VALUE).toArray();
        cuts = inReach.length;
        int rows = cuts + 1;
        bounds = new long[cuts * LANES];
        origins = new long[rows * LANES];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = inReach[i / LANES] + 1;
            origins[i] = bounds[i] + Long.MIN_VALUE;
        }
        packedBounds = new long[bounds.length];
        packed = new long[rows * LANES];
        highs = new long[rows * LANES];
        counts = new long[rows * LANES];
        lowSums = new long[rows * LANES];
        highSums = new long[rows * LANES];
        packedCounts = new long[rows * LANES];
        packedSums = new long[rows * LANES];
        minima = new long[rows * LANES];
        maxima = new long[rows * LANES];
        prefixSums = new WideSums(rows);
        prefixCounts = new long[rows];
        Arrays.fill(minima, Long.MAX_VALUE);
        Arrays.fill(maxima, Long.MIN_VALUE);
    }

    @Override
    public int granule() {
        return LANES * LongPrefixLoops.STRIDE_VECTORS;
    }

    @Override
    public void add(MemorySegment values, long start, long end) {
        elements += end - start;
        long run = (end - start) / STREAMS;
        for (long done = 0; done < run; done += BLOCK_RUN) {
            int vectors = (int) Math.min(BLOCK_RUN, run - done) / LANES * STREAMS;
            addBlock(values, (start + done) * Long.BYTES, run * Long.BYTES, vectors);
        }
    }

    @Override
    public void drainInto(Partial partial) {
        settlePackedSums();
        settleSplitSums();
        long countBefore = 0;
        for (int row = 0; row <= cuts; row++) {
            long count = row == cuts ? elements : prefixCounts[row];
            partial.addCount(row, count - countBefore);
            if (sums) {
                prefixSums.drainInto(partial, row, row);
            }
            if (extremes && count > countBefore) {
                partial.addExtremes(row, minAbove(row), maxBelow(row));
            }
            countBefore = count;
        }
        clear();
    }

    private void addBlock(MemorySegment values, long offset, long distance, int vectors) {
        if (!sums) {
            LongPrefixLoops.count(values, offset, distance, vectors, bounds, counts);
        } else if (!addPacked(values, offset, distance, vectors)) {
            LongPrefixLoops.field(values, offset, distance, vectors, 0, LOW_MASK, 1L << COUNT_SHIFT, bounds, packed);
            LongPrefixLoops.unpack(packed, COUNT_SHIFT, counts, lowSums);
            LongPrefixLoops.field(values, offset, distance, vectors, Integer.SIZE, LOW_MASK, 0, bounds, highs);
            Lanes.move(highs, highSums);
        }
        if (extremes) {
            LongPrefixLoops.extremes(values, offset, distance, vectors, origins, minima, maxima);
        }
    }

    private boolean addPacked(MemorySegment values, long offset, long distance, int vectors) {
        if (range.isUnknown()) {
            learn(values, offset, distance, vectors);
        }
        if (!range.isNarrow()) {
            return false;
        }
        long bits = LongPrefixLoops.packed(values, offset, distance, vectors, range.base(), 1L << COUNT_SHIFT,
                packedBounds,
                packed);
        if (bits >>> range.bits() != 0) {
            Arrays.fill(packed, 0);
            learn(values, offset, distance, vectors);
            return false;
        }
        LongPrefixLoops.unpack(packed, COUNT_SHIFT, packedCounts, packedSums);
        return true;
    }

    private void learn(MemorySegment values, long offset, long distance, int vectors) {
        settlePackedSums();
        Arrays.fill(learnedMin, Long.MAX_VALUE);
        Arrays.fill(learnedMax, Long.MIN_VALUE);
        LongPrefixLoops.extremes(values, offset, distance, vectors, NATURAL_ORDER, learnedMin, learnedMax);
        range.include(Lanes.min(learnedMin, 0, LANES), Lanes.max(learnedMax, 0, LANES));
        if (range.isNarrow()) {
            long base = range.base();
            long end = base + (1L << range.bits());
            for (int i = 0; i < bounds.length; i++) {
                packedBounds[i] = Math.clamp(bounds[i], base, end) - base + (1L << COUNT_SHIFT);
            }
        }
    }

    /** Turns sums relative to the base of the guess into sums of elements; must precede a change of the base. */
    private void settlePackedSums() {
        for (int row = 0; row <= cuts; row++) {
            long count = total(packedCounts, row);
            prefixCounts[row] += count;
            prefixSums.addShifted(row, total(packedSums, row), 0);
            prefixSums.addProduct(row, range.base(), count);
        }
        Arrays.fill(packedCounts, 0);
        Arrays.fill(packedSums, 0);
    }

    /** The halves were those of {@code x + 2^63}. */
    private void settleSplitSums() {
        for (int row = 0; row <= cuts; row++) {
            long count = total(counts, row);
            prefixCounts[row] += count;
            prefixSums.addShifted(row, total(lowSums, row), 0);
            prefixSums.addShifted(row, total(highSums, row), Integer.SIZE);
            prefixSums.addShifted(row, -count, Long.SIZE - 1);
        }
    }

    private void clear() {
        elements = 0;
        Arrays.fill(counts, 0);
        Arrays.fill(lowSums, 0);
        Arrays.fill(highSums, 0);
        Arrays.fill(prefixCounts, 0);
        prefixSums.clear();
        Arrays.fill(minima, Long.MAX_VALUE);
        Arrays.fill(maxima, Long.MIN_VALUE);
    }

    /** The smallest element not below an interval's lower cut; the first interval has no lower cut. */
    private long minAbove(int interval) {
        int row = interval == 0 ? cuts : interval - 1;
        return Lanes.min(minima, row * LANES, (row + 1) * LANES) + origins[row * LANES];
    }

    private long maxBelow(int interval) {
        return Lanes.max(maxima, interval * LANES, (interval + 1) * LANES) + origins[interval * LANES];
    }

    private static long total(long[] lanes, int row) {
        return Lanes.sum(lanes, row * LANES, (row + 1) * LANES);
    }
}
