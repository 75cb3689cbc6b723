package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The hot loops over {@code int32} elements for few cuts. Every loop takes some vectors of elements into registers and
 * then walks the cuts; for each it accumulates, lane by lane, over the elements {@code x < bound} with
 * {@code bound = cut + 1}. No branch depends on the data. Rows of accumulators and bounds are {@link #LANES} long, one row
 * per cut; sums have one more row for all elements.
 */
final class IntPrefixLoops {
    static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** Vectors taken at once; every call handles a multiple of them, the same part of them in each run. */
    static final int STRIDE_VECTORS = 8;

    /** Runs that are read side by side. */
    static final int STREAMS = 4;

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int VECTOR_BYTES = SPECIES.vectorByteSize();
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private IntPrefixLoops() {}

    /** Counts: {@code counts[row] += 1} for elements below the row's bound. */
    static void count(MemorySegment values, long offset, long distance, int vectors, int[] bounds, int[] counts) {
        IntVector zero = IntVector.zero(SPECIES);
        IntVector one = IntVector.broadcast(SPECIES, 1);
        long at = offset;
        for (int v = 0; v < vectors; v += STRIDE_VECTORS) {
            IntVector x0 = load(values, at);
            IntVector x1 = load(values, at + VECTOR_BYTES);
            IntVector x2 = load(values, at + distance);
            IntVector x3 = load(values, at + distance + VECTOR_BYTES);
            IntVector x4 = load(values, at + 2 * distance);
            IntVector x5 = load(values, at + 2 * distance + VECTOR_BYTES);
            IntVector x6 = load(values, at + 3 * distance);
            IntVector x7 = load(values, at + 3 * distance + VECTOR_BYTES);
            at += 2L * VECTOR_BYTES;
            for (int row = 0; row < bounds.length; row += LANES) {
                IntVector bound = IntVector.fromArray(SPECIES, bounds, row);
                IntVector s0 = below(x0, bound, one, zero).add(below(x1, bound, one, zero));
                IntVector s1 = below(x2, bound, one, zero).add(below(x3, bound, one, zero));
                IntVector s2 = below(x4, bound, one, zero).add(below(x5, bound, one, zero));
                IntVector s3 = below(x6, bound, one, zero).add(below(x7, bound, one, zero));
                IntVector.fromArray(SPECIES, counts, row).add(s0.add(s1)).add(s2.add(s3)).intoArray(counts, row);
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
    static int packed(MemorySegment values, long offset, long distance, int vectors, int base, int one, int[] bounds,
            int[] packed) {
        long at = offset;
        IntVector zero = IntVector.zero(SPECIES);
        IntVector total = zero;
        IntVector bits = zero;
        for (int v = 0; v < vectors; v += STREAMS) {
            IntVector d0 = load(values, at).sub(base);
            IntVector d1 = load(values, at + distance).sub(base);
            IntVector d2 = load(values, at + 2 * distance).sub(base);
            IntVector d3 = load(values, at + 3 * distance).sub(base);
            at += VECTOR_BYTES;
            bits = bits.or(d0.or(d1).or(d2.or(d3)));
            IntVector x0 = d0.add(one);
            IntVector x1 = d1.add(one);
            IntVector x2 = d2.add(one);
            IntVector x3 = d3.add(one);
            total = total.add(x0.add(x1).add(x2.add(x3)));
            for (int row = 0; row < bounds.length; row += LANES) {
                IntVector bound = IntVector.fromArray(SPECIES, bounds, row);
                IntVector s0 = below(x0, bound, x0, zero).add(below(x1, bound, x1, zero));
                IntVector s1 = below(x2, bound, x2, zero).add(below(x3, bound, x3, zero));
                IntVector.fromArray(SPECIES, packed, row).add(s0.add(s1)).intoArray(packed, row);
            }
        }
        total.intoArray(packed, bounds.length);
        return bits.reduceLanes(VectorOperators.OR);
    }

    /**
     * Counts and sums under a single cut, all in registers, for elements in {@code [base, base + 2^r)}: the first row of
     * {@code sums} is set to the {@code x - base} of the elements below the bound, the second to those of all, which must
     * not exceed an int.
     *
     * @param bound of {@code x - base}
     * @param counts its first row is set to the number of elements below the bound
     *
     * @return the bits set in any {@code x - base}; where they exceed r the accumulators are useless
     */
    static int oneCut(MemorySegment values, long offset, long distance, int vectors, int base, int bound, int[] counts,
            int[] sums) {
        long at = offset;
        IntVector bits = IntVector.zero(SPECIES);
        IntVector total = bits;
        IntVector sum = bits;
        IntVector below = bits;
        for (int v = 0; v < vectors; v += STREAMS) {
            IntVector d0 = load(values, at).sub(base);
            IntVector d1 = load(values, at + distance).sub(base);
            IntVector d2 = load(values, at + 2 * distance).sub(base);
            IntVector d3 = load(values, at + 3 * distance).sub(base);
            at += VECTOR_BYTES;
            bits = bits.or(d0.or(d1).or(d2.or(d3)));
            total = total.add(d0.add(d1).add(d2.add(d3)));
            // All ones below the bound: neither number has its highest bit set.
            IntVector m0 = d0.sub(bound).lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
            IntVector m1 = d1.sub(bound).lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
            IntVector m2 = d2.sub(bound).lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
            IntVector m3 = d3.sub(bound).lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
            below = below.add(m0.add(m1).add(m2.add(m3)));
            sum = sum.add(d0.and(m0).add(d1.and(m1)).add(d2.and(m2).add(d3.and(m3))));
        }
        below.neg().intoArray(counts, 0);
        sum.intoArray(sums, 0);
        total.intoArray(sums, LANES);
        return bits.reduceLanes(VectorOperators.OR);
    }

    /**
     * Sums a field of any elements: {@code sums[row]} gets {@code ((x >> shift) & mask) + one}. With the low 16 bits and
     * one above the 24 bits that 255 of them fill, counts come with the sums; the signed upper half makes them whole.
     */
    static void field(MemorySegment values, long offset, long distance, int vectors, int shift, int mask, int one,
            int[] bounds, int[] sums) {
        long at = offset;
        IntVector zero = IntVector.zero(SPECIES);
        IntVector total = zero;
        for (int v = 0; v < vectors; v += STREAMS) {
            IntVector x0 = load(values, at);
            IntVector x1 = load(values, at + distance);
            IntVector x2 = load(values, at + 2 * distance);
            IntVector x3 = load(values, at + 3 * distance);
            at += VECTOR_BYTES;
            IntVector y0 = x0.lanewise(VectorOperators.ASHR, shift).and(mask).add(one);
            IntVector y1 = x1.lanewise(VectorOperators.ASHR, shift).and(mask).add(one);
            IntVector y2 = x2.lanewise(VectorOperators.ASHR, shift).and(mask).add(one);
            IntVector y3 = x3.lanewise(VectorOperators.ASHR, shift).and(mask).add(one);
            total = total.add(y0.add(y1).add(y2.add(y3)));
            for (int row = 0; row < bounds.length; row += LANES) {
                IntVector bound = IntVector.fromArray(SPECIES, bounds, row);
                IntVector s0 = below(x0, bound, y0, zero).add(below(x1, bound, y1, zero));
                IntVector s1 = below(x2, bound, y2, zero).add(below(x3, bound, y3, zero));
                IntVector.fromArray(SPECIES, sums, row).add(s0.add(s1)).intoArray(sums, row);
            }
        }
        total.intoArray(sums, bounds.length);
    }

    /**
     * Extremes on either side of a cut: turned by {@code origin = bound - 2^31 mod 2^32}, the elements from the bound
     * upwards come first in the signed order and the ones below it after them, so the smallest {@code x - origin} is the
     * first element not below the bound and the largest is the last one below.
     */
    static void extremes(MemorySegment values, long offset, long distance, int vectors, int[] origins, int[] minima,
            int[] maxima) {
        long at = offset;
        for (int v = 0; v < vectors; v += STRIDE_VECTORS) {
            IntVector x0 = load(values, at);
            IntVector x1 = load(values, at + VECTOR_BYTES);
            IntVector x2 = load(values, at + distance);
            IntVector x3 = load(values, at + distance + VECTOR_BYTES);
            IntVector x4 = load(values, at + 2 * distance);
            IntVector x5 = load(values, at + 2 * distance + VECTOR_BYTES);
            IntVector x6 = load(values, at + 3 * distance);
            IntVector x7 = load(values, at + 3 * distance + VECTOR_BYTES);
            at += 2L * VECTOR_BYTES;
            for (int row = 0; row < origins.length; row += LANES) {
                IntVector origin = IntVector.fromArray(SPECIES, origins, row);
                IntVector y0 = x0.sub(origin);
                IntVector y1 = x1.sub(origin);
                IntVector y2 = x2.sub(origin);
                IntVector y3 = x3.sub(origin);
                IntVector y4 = x4.sub(origin);
                IntVector y5 = x5.sub(origin);
                IntVector y6 = x6.sub(origin);
                IntVector y7 = x7.sub(origin);
                IntVector min = y0.min(y1).min(y2.min(y3)).min(y4.min(y5).min(y6.min(y7)));
                IntVector max = y0.max(y1).max(y2.max(y3)).max(y4.max(y5).max(y6.max(y7)));
                IntVector.fromArray(SPECIES, minima, row).min(min).intoArray(minima, row);
                IntVector.fromArray(SPECIES, maxima, row).max(max).intoArray(maxima, row);
            }
        }
    }

    /** Sums a weight of each element: {@code sums[row]} gets the weights of the elements below the row's bound. */
    static void weights(int[] elements, int[] weights, int count, int[] bounds, int[] sums) {
        IntVector zero = IntVector.zero(SPECIES);
        IntVector total = zero;
        for (int i = 0; i < count; i += 4 * LANES) {
            IntVector x0 = IntVector.fromArray(SPECIES, elements, i);
            IntVector x1 = IntVector.fromArray(SPECIES, elements, i + LANES);
            IntVector x2 = IntVector.fromArray(SPECIES, elements, i + 2 * LANES);
            IntVector x3 = IntVector.fromArray(SPECIES, elements, i + 3 * LANES);
            IntVector y0 = IntVector.fromArray(SPECIES, weights, i);
            IntVector y1 = IntVector.fromArray(SPECIES, weights, i + LANES);
            IntVector y2 = IntVector.fromArray(SPECIES, weights, i + 2 * LANES);
            IntVector y3 = IntVector.fromArray(SPECIES, weights, i + 3 * LANES);
            total = total.add(y0.add(y1).add(y2.add(y3)));
            for (int row = 0; row < bounds.length; row += LANES) {
                IntVector bound = IntVector.fromArray(SPECIES, bounds, row);
                IntVector s0 = below(x0, bound, y0, zero).add(below(x1, bound, y1, zero));
                IntVector s1 = below(x2, bound, y2, zero).add(below(x3, bound, y3, zero));
                IntVector.fromArray(SPECIES, sums, row).add(s0.add(s1)).intoArray(sums, row);
            }
        }
        total.intoArray(sums, bounds.length);
    }

    /** Moves what narrow accumulators hold into wide ones and empties them: counts above a shift, sums below it. */
    static void unpack(int[] packed, int countShift, int[] counts, long[] sums) {
        long sumMask = (1L << countShift) - 1;
        for (int row = 0; row < packed.length; row += LANES) {
            IntVector both = IntVector.fromArray(SPECIES, packed, row);
            IntVector.fromArray(SPECIES, counts, row).add(both.lanewise(VectorOperators.LSHR, countShift))
                    .intoArray(counts, row);
            LongVector pairs = both.reinterpretAsLongs();
            LongVector.fromArray(LONGS, sums, row / 2).add(pairs.and(sumMask))
                    .add(pairs.lanewise(VectorOperators.LSHR, Integer.SIZE).and(sumMask)).intoArray(sums, row / 2);
            IntVector.zero(SPECIES).intoArray(packed, row);
        }
    }

    /** Moves signed accumulators into wide ones and empties them. */
    static void widen(int[] narrow, long[] sums) {
        for (int i = 0; i < narrow.length; i++) {
            sums[i >> 1] += narrow[i];
            narrow[i] = 0;
        }
    }

    private static IntVector load(MemorySegment values, long offset) {
        return IntVector.fromMemorySegment(SPECIES, values, offset, ORDER);
    }

    private static IntVector below(IntVector x, IntVector bound, IntVector then, IntVector otherwise) {
        return otherwise.blend(then, x.compare(VectorOperators.LT, bound));
    }
}
