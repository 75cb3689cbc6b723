package onecopy.loader.source;

/**
 * Pseudo-random values that depend on nothing but seed, bounds and position, so that any part of a dataset can be made
 * on its own, on any machine, in any order.
 *
 * <p>
 * The value at position {@code i} comes from SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014, with the output function of {@link java.util.SplittableRandom}), used as a function of a counter:
 *
 * <pre>
 *   mix(z)  = z ^= z >>> 30; z *= 0xbf58476d1ce4e5b9; z ^= z >>> 27; z *= 0x94d049bb133111eb; z ^ (z >>> 31)
 *   word(k) = mix(mix(seed) + (i + 1) * 0x9e3779b97f4a7c15 + k * 0xd1342543de82ef95),  k = 0, 1, 2, ...
 * </pre>
 *
 * <p>
 * With {@code n = max - min + 1}, the value is {@code min} plus the high 64 bits of {@code word(k) * n} for the first k
 * whose low 64 bits are at least {@code 2^64 mod n} (Lemire, "Fast random integer generation in an interval", 2019):
 * every value of the range is equally likely. Where the range is all of 64 bits it is {@code word(0)} itself.
 */
final class SeededValues {
    private static final long POSITION_STEP = 0x9e3779b97f4a7c15L;
    private static final long RETRY_STEP = 0xd1342543de82ef95L;

    private final long origin;
    private final long min;
    private final long span;
    private final long rejectBelow;

    /** Values in the closed range {@code [min, max]}. */
    SeededValues(long seed, long min, long max) {
        this.origin = mix(seed);
        this.min = min;
        this.span = max - min + 1;
        this.rejectBelow = span == 0 ? 0 : Long.remainderUnsigned(-span, span);
    }

    /** {@return the value at a position, from 0} */
    long at(long position) {
        long counter = origin + (position + 1) * POSITION_STEP;
        long word = mix(counter);
        if (span == 0) {
            return word;
        }
        while (Long.compareUnsigned(word * span, rejectBelow) < 0) {
            counter += RETRY_STEP;
            word = mix(counter);
        }
        return min + Math.unsignedMultiplyHigh(word, span);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
