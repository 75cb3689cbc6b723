package onecopy.service.scan;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * What a pass has accumulated over some of the elements, one number per elementary interval and quantity. The numbers
 * lie in one flat array so that they can be copied to and from shared memory; with n intervals:
 *
 * <pre>
 *   counts[n]
 *   sums low[n]   sums high[n]        where the pass sums elements
 *   minima[n]     maxima[n]           where it keeps extremes
 *   f low[n]      f high[n]           for each function, in the order of the pass
 * </pre>
 *
 * A sum is a 128-bit two's complement number in two words. An interval without elements has the minimum
 * {@link Long#MAX_VALUE} and the maximum {@link Long#MIN_VALUE}. Partials of disjoint sets of elements are merged in any
 * order. Not thread-safe.
 */
public final class Partial {
    private final int intervals;
    private final int sumsAt;
    private final int extremesAt;
    private final int functionsAt;
    private final long[] words;

    /** An accumulator of a pass, over no elements yet. */
    public Partial(ScanSpec spec) {
        intervals = spec.intervals();
        sumsAt = intervals;
        extremesAt = sumsAt + (spec.sums() ? 2 * intervals : 0);
        functionsAt = extremesAt + (spec.extremes() ? 2 * intervals : 0);
        words = new long[spec.partialWords()];
        reset();
    }

    static int wordCount(int intervals, boolean sums, boolean extremes, int functions) {
        return intervals * (1 + (sums ? 2 : 0) + (extremes ? 2 : 0) + 2 * functions);
    }

    /** Forgets every element. */
    public void reset() {
        Arrays.fill(words, 0);
        if (extremesAt != functionsAt) {
            Arrays.fill(words, extremesAt, extremesAt + intervals, Long.MAX_VALUE);
            Arrays.fill(words, extremesAt + intervals, functionsAt, Long.MIN_VALUE);
        }
    }

    /** {@return the numbers themselves, in the layout above; changes to the array change this partial} */
    public long[] words() {
        return words;
    }

    /** Adds the elements another partial of the same pass has seen. */
    public void merge(Partial other) {
        if (other.words.length != words.length || other.intervals != intervals) {
            throw new IllegalArgumentException("partials of different passes");
        }
        for (int i = 0; i < intervals; i++) {
            words[i] += other.words[i];
        }
        for (int at = sumsAt; at < extremesAt; at += 2 * intervals) {
            mergeSums(other, at);
        }
        for (int i = extremesAt; i < functionsAt; i++) {
            words[i] = i < extremesAt + intervals
                    ? Math.min(words[i], other.words[i])
                    : Math.max(words[i], other.words[i]);
        }
        for (int at = functionsAt; at < words.length; at += 2 * intervals) {
            mergeSums(other, at);
        }
    }

    /** {@return elements of an interval} */
    public long count(int interval) {
        return words[interval];
    }

    /** {@return the exact sum of an interval's elements; the pass must have summed them} */
    public BigInteger sum(int interval) {
        return read128(sumsAt, interval);
    }

    /** {@return the smallest element of an interval, {@link Long#MAX_VALUE} where it has none} */
    public long min(int interval) {
        return words[extremesAt + interval];
    }

    /** {@return the largest element of an interval, {@link Long#MIN_VALUE} where it has none} */
    public long max(int interval) {
        return words[extremesAt + intervals + interval];
    }

    /** {@return the exact sum of a function, by its place in the pass, over an interval} */
    public BigInteger functionSum(int function, int interval) {
        return read128(functionsAt + 2 * intervals * function, interval);
    }

    /**
     * Adds elements of one interval whose extremes and sum are known; what the pass does not accumulate is ignored. The pass
     * must not apply a function to that interval.
     *
     * @param sumLow lower 64 bits of their sum
     * @param sumHigh upper 64 bits
     */
    public void addKnown(int interval, long count, long min, long max, long sumLow, long sumHigh) {
        addCount(interval, count);
        if (sumsAt != extremesAt) {
            addSum(interval, sumLow, sumHigh);
        }
        if (extremesAt != functionsAt) {
            addExtremes(interval, min, max);
        }
    }

    void addCount(int interval, long count) {
        words[interval] += count;
    }

    void addSum(int interval, long value) {
        add128(sumsAt, interval, value, value >> 63);
    }

    void addSum(int interval, long low, long high) {
        add128(sumsAt, interval, low, high);
    }

    void addFunctionSum(int function, int interval, long low, long high) {
        add128(functionsAt + 2 * intervals * function, interval, low, high);
    }

    void addExtremes(int interval, long min, long max) {
        int minAt = extremesAt + interval;
        int maxAt = minAt + intervals;
        words[minAt] = Math.min(words[minAt], min);
        words[maxAt] = Math.max(words[maxAt], max);
    }

    private void mergeSums(Partial other, int at) {
        for (int i = 0; i < intervals; i++) {
            add128(at, i, other.words[at + i], other.words[at + intervals + i]);
        }
    }

    private void add128(int at, int interval, long low, long high) {
        long sum = words[at + interval] + low;
        int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        words[at + interval] = sum;
        words[at + intervals + interval] += high + carry;
    }

    private BigInteger read128(int at, int interval) {
        long low = words[at + interval];
        BigInteger unsignedLow = BigInteger.valueOf(low >>> 32).shiftLeft(32)
                .or(BigInteger.valueOf(low & 0xffff_ffffL));
        return BigInteger.valueOf(words[at + intervals + interval]).shiftLeft(64).add(unsignedLow);
    }
}
