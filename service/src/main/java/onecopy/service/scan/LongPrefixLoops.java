package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The hot loops over {@code int64} elements for few cuts. Every loop takes some vectors of elements into registers and
 * then walks the cuts; for each it accumulates, lane by lane, over the elements {@code x < bound} with
 * {@code bound = cut + 1}. No branch depends on the data. Rows of accumulators and bounds are {@link #LANES} long, one row
 * per cut; sums have one more row for all elements.
 */
final class LongPrefixLoops {
    static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** Vectors taken at once; every call handles a multiple of them, the same part of them in each run. */
    static final int STRIDE_VECTORS = 8;

    /** Runs that are read side by side. */
    static final int STREAMS = 4;

    private static final int VECTOR_BYTES = SPECIES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private LongPrefixLoops() {}

    /** Counts: {@code counts[row] += 1} for elements below the row's bound. */
    static void count(MemorySegment values, long offset, long distance, int vectors, long[] bounds, long[] counts) {
        LongVector zero = LongVector.zero(SPECIES);
        LongVector one = LongVector.broadcast(SPECIES, 1);
        long at = offset;
        for (int v = 0; v < vectors; v += STRIDE_VECTORS) {
            LongVector x0 = load(values, at);
            LongVector x1 = load(values, at + VECTOR_BYTES);
            LongVector x2 = load(values, at + distance);
            LongVector x3 = load(values, at + distance + VECTOR_BYTES);
            LongVector x4 = load(values, at + 2 * distance);
            LongVector x5 = load(values, at + 2 * distance + VECTOR_BYTES);
            LongVector x6 = load(values, at + 3 * distance);
            LongVector x7 = load(values, at + 3 * distance + VECTOR_BYTES);
            at += 2L * VECTOR_BYTES;
            for (int row = 0; row < bounds.length; row += LANES) {
                LongVector bound = LongVector.fromArray(SPECIES, bounds, row);
                LongVector s0 = below(x0, bound, one, zero).add(below(x1, bound, one, zero));
                LongVector s1 = below(x2, bound, one, zero).add(below(x3, bound, one, zero));
                LongVector s2 = below(x4, bound, one, zero).add(below(x5, bound, one, zero));
                LongVector s3 = below(x6, bound, one, zero).add(below(x7, bound, one, zero));
                LongVector.fromArray(SPECIES, counts, row).add(s0.add(s1)).add(s2.add(s3)).intoArray(counts, row);
            }
        }
    }

    /**
     * Counts and sums in one accumulator, for elements in {@code [base, base + 2^r)}: adds
     * {@code x - base + one} to {@code packed[row]}, with one above everything the sums can reach.
     *
     * @param bounds of {@code x - base + one}
     *
     * @return the bits set in any {@code x - base}; where they exceed r the accumulators are useless
     */
    static long packed(MemorySegment values, long offset, long distance, int vectors, long base, long one,
            long[] bounds,
            long[] packed) {
        LongVector zero = LongVector.zero(SPECIES);
        LongVector total = zero;
        LongVector bits = zero;
        long at = offset;
        for (int v = 0; v < vectors; v += STREAMS) {
            LongVector d0 = load(values, at).sub(base);
            LongVector d1 = load(values, at + distance).sub(base);
            LongVector d2 = load(values, at + 2 * distance).sub(base);
            LongVector d3 = load(values, at + 3 * distance).sub(base);
            at += VECTOR_BYTES;
            bits = bits.or(d0.or(d1).or(d2.or(d3)));
            LongVector x0 = d0.add(one);
            LongVector x1 = d1.add(one);
            LongVector x2 = d2.add(one);
            LongVector x3 = d3.add(one);
            total = total.add(x0.add(x1).add(x2.add(x3)));
            for (int row = 0; row < bounds.length; row += LANES) {
                LongVector bound = LongVector.fromArray(SPECIES, bounds, row);
                LongVector s0 = below(x0, bound, x0, zero).add(below(x1, bound, x1, zero));
                LongVector s1 = below(x2, bound, x2, zero).add(below(x3, bound, x3, zero));
                LongVector.fromArray(SPECIES, packed, row).add(s0.add(s1)).intoArray(packed, row);
            }
        }
        total.intoArray(packed, bounds.length);
        return bits.reduceLanes(VectorOperators.OR);
    }

    /**
     * Sums a field of any elements: {@code sums[row]} gets {@code (((x + 2^63) >>> shift) & mask) + one}. With the low 32 bits and
     * one above the bits that a block of them fills, counts come with the sums; the upper half makes them whole.
     */
    static void field(MemorySegment values, long offset, long distance, int vectors, int shift, long mask, long one,
            long[] bounds,
            long[] sums) {
        LongVector zero = LongVector.zero(SPECIES);
        LongVector total = zero;
        long at = offset;
        for (int v = 0; v < vectors; v += STREAMS) {
            LongVector x0 = load(values, at);
            LongVector x1 = load(values, at + distance);
            LongVector x2 = load(values, at + 2 * distance);
            LongVector x3 = load(values, at + 3 * distance);
            at += VECTOR_BYTES;
            LongVector y0 = x0.add(Long.MIN_VALUE).lanewise(VectorOperators.LSHR, shift).and(mask).add(one);
            LongVector y1 = x1.add(Long.MIN_VALUE).lanewise(VectorOperators.LSHR, shift).and(mask).add(one);
            LongVector y2 = x2.add(Long.MIN_VALUE).lanewise(VectorOperators.LSHR, shift).and(mask).add(one);
            LongVector y3 = x3.add(Long.MIN_VALUE).lanewise(VectorOperators.LSHR, shift).and(mask).add(one);
            total = total.add(y0.add(y1).add(y2.add(y3)));
            for (int row = 0; row < bounds.length; row += LANES) {
                LongVector bound = LongVector.fromArray(SPECIES, bounds, row);
                LongVector s0 = below(x0, bound, y0, zero).add(below(x1, bound, y1, zero));
                LongVector s1 = below(x2, bound, y2, zero).add(below(x3, bound, y3, zero));
                LongVector.fromArray(SPECIES, sums, row).add(s0.add(s1)).intoArray(sums, row);
            }
        }
        total.intoArray(sums, bounds.length);
    }

    /**
     * Extremes on either side of a cut: turned by {@code origin = bound - 2^63 mod 2^64}, the elements from the bound
     * upwards come first in the signed order and the ones below it after them, so the smallest {@code x - origin} is the
     * first element not below the bound and the largest is the last one below.
     */
    static void extremes(MemorySegment values, long offset, long distance, int vectors, long[] origins, long[] minima,
            long[] maxima) {
        long at = offset;
        for (int v = 0; v < vectors; v += STRIDE_VECTORS) {
            LongVector x0 = load(values, at);
            LongVector x1 = load(values, at + VECTOR_BYTES);
            LongVector x2 = load(values, at + distance);
            LongVector x3 = load(values, at + distance + VECTOR_BYTES);
            LongVector x4 = load(values, at + 2 * distance);
            LongVector x5 = load(values, at + 2 * distance + VECTOR_BYTES);
            LongVector x6 = load(values, at + 3 * distance);
            LongVector x7 = load(values, at + 3 * distance + VECTOR_BYTES);
            at += 2L * VECTOR_BYTES;
            for (int row = 0; row < origins.length; row += LANES) {
                LongVector origin = LongVector.fromArray(SPECIES, origins, row);
                LongVector y0 = x0.sub(origin);
                LongVector y1 = x1.sub(origin);
                LongVector y2 = x2.sub(origin);
                LongVector y3 = x3.sub(origin);
                LongVector y4 = x4.sub(origin);
                LongVector y5 = x5.sub(origin);
                LongVector y6 = x6.sub(origin);
                LongVector y7 = x7.sub(origin);
                LongVector min = y0.min(y1).min(y2.min(y3)).min(y4.min(y5).min(y6.min(y7)));
                LongVector max = y0.max(y1).max(y2.max(y3)).max(y4.max(y5).max(y6.max(y7)));
                LongVector.fromArray(SPECIES, minima, row).min(min).intoArray(minima, row);
                LongVector.fromArray(SPECIES, maxima, row).max(max).intoArray(maxima, row);
            }
        }
    }

    /** Moves what narrow accumulators hold into wide ones and empties them: counts above a shift, sums below it. */
    static void unpack(long[] packed, int countShift, long[] counts, long[] sums) {
        long sumMask = (1L << countShift) - 1;
        for (int i = 0; i < packed.length; i++) {
            counts[i] += packed[i] >>> countShift;
            sums[i] += packed[i] & sumMask;
            packed[i] = 0;
        }
    }

    private static LongVector load(MemorySegment values, long offset) {
        return LongVector.fromMemorySegment(SPECIES, values, offset, ORDER);
    }

    private static LongVector below(LongVector x, LongVector bound, LongVector then, LongVector otherwise) {
        return otherwise.blend(then, x.compare(VectorOperators.LT, bound));
    }
}
