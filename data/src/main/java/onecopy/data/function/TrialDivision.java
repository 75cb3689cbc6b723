package onecopy.data.function;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Divides small primes out of many positive {@code int32} numbers together and counts divisors on the way
 * ({@link SmallPrimes} has the divisibility test). Four vectors of numbers, a stride, are tested by a prime without a
 * branch on the outcome; only primes that divide any of them are divided out.
 *
 * <p>Numbers lie in arrays whose length is a multiple of {@link #STRIDE}, most of the time biased by {@link #BIAS}.
 */
final class TrialDivision {
    /** Turns the unsigned order of quotients into the signed one; as all factors are odd, it survives multiplication. */
    static final int BIAS = Integer.MIN_VALUE;

    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Numbers handled at once. */
    static final int STRIDE = 4 * LANES;

    private static final int[] INVERSES = Arrays.stream(SmallPrimes.INVERSES).mapToInt(inverse -> (int) inverse)
            .toArray();
    private static final int[] QUOTIENT_BOUNDS = Arrays.stream(SmallPrimes.PRIMES).map(TrialDivision::quotientBound)
            .toArray();

    /** The first odd primes divide some number of almost every stride, and often more than once. */
    static final int FREQUENT_PRIMES = 3;

    /** For each frequent prime its powers to 2^k, the largest first: an exponent's binary digits. */
    private static final int[][] POWER_INVERSES = new int[FREQUENT_PRIMES][];

    private static final int[][] POWER_BOUNDS = new int[FREQUENT_PRIMES][];

    static {
        for (int i = 0; i < FREQUENT_PRIMES; i++) {
            int[] powers = squarings(SmallPrimes.PRIMES[i]);
            POWER_INVERSES[i] = Arrays.stream(powers).map(power -> (int) SmallPrimes.inverse(power)).toArray();
            POWER_BOUNDS[i] = Arrays.stream(powers).map(TrialDivision::quotientBound).toArray();
        }
    }

    private final int[] hits = new int[SmallPrimes.PRIMES.length + 1];

    static int wholeStrides(int count) {
        return (count + STRIDE - 1) / STRIDE * STRIDE;
    }

    /**
     * Divides twos and the first {@link #FREQUENT_PRIMES} out of the first numbers.
     *
     * @param rests positive numbers, and the number 1 up to whole strides; afterwards what is left of them, biased
     * @param divisors gets the numbers of divisors of what was divided out
     */
    static void divideOutFrequent(int[] rests, int[] divisors, int count) {
        int whole = wholeStrides(count);
        divideOutTwos(rests, divisors, whole);
        for (int i = 0; i < FREQUENT_PRIMES; i++) {
            divideOutFrequent(rests, divisors, whole, POWER_INVERSES[i], POWER_BOUNDS[i]);
        }
    }

    private static void divideOutTwos(int[] rests, int[] divisors, int whole) {
        for (int at = 0; at < whole; at += LANES) {
            IntVector x = IntVector.fromArray(SPECIES, rests, at);
            IntVector twos = x.lanewise(VectorOperators.TRAILING_ZEROS_COUNT);
            x.lanewise(VectorOperators.LSHR, twos).add(BIAS).intoArray(rests, at);
            twos.add(1).intoArray(divisors, at);
        }
    }

    private static void divideOutFrequent(int[] rests, int[] divisors, int whole, int[] inverses,
            int[] bounds) {
        for (int at = 0; at < whole; at += LANES) {
            IntVector rest = IntVector.fromArray(SPECIES, rests, at);
            IntVector factor = IntVector.broadcast(SPECIES, 1);
            for (int digit = 0; digit < inverses.length; digit++) {
                IntVector quotient = rest.mul(inverses[digit]);
                VectorMask<Integer> divides = quotient.compare(VectorOperators.LT, bounds[digit]);
                rest = rest.blend(quotient, divides);
                factor = factor.add(1 << (inverses.length - 1 - digit), divides);
            }
            rest.intoArray(rests, at);
            IntVector.fromArray(SPECIES, divisors, at).mul(factor).intoArray(divisors, at);
        }
    }

    /**
     * Divides the odd primes with the indexes {@code [from, to)} out of the first numbers.
     *
     * @param rests odd numbers, biased, and the number 1 up to whole strides
     * @param divisors is multiplied by the numbers of divisors of what was divided out
     */
    void divideOut(int[] rests, int[] divisors, int from, int to, int count) {
        for (int at = 0; at < count; at += STRIDE) {
            int hitCount = findHits(rests, at, from, to, hits);
            divideOutHits(rests, divisors, at, hits, hitCount);
            divideOutHits(rests, divisors, at + STRIDE / 2, hits, hitCount);
        }
    }

    /** Lists the primes that divide any number of a stride; {@return how many} */
    private static int findHits(int[] rests, int at, int from, int to, int[] hits) {
        IntVector w = IntVector.fromArray(SPECIES, rests, at);
        IntVector x = IntVector.fromArray(SPECIES, rests, at + LANES);
        IntVector y = IntVector.fromArray(SPECIES, rests, at + 2 * LANES);
        IntVector z = IntVector.fromArray(SPECIES, rests, at + 3 * LANES);
        int hitCount = 0;
        for (int i = from; i < to; i++) {
            IntVector inverse = IntVector.broadcast(SPECIES, INVERSES[i]);
            IntVector bound = IntVector.broadcast(SPECIES, QUOTIENT_BOUNDS[i]);
            IntVector smallest = w.mul(inverse).min(x.mul(inverse)).min(y.mul(inverse).min(z.mul(inverse)));
            hits[hitCount] = i;
            hitCount += smallest.compare(VectorOperators.LT, bound).anyTrue() ? 1 : 0;
        }
        return hitCount;
    }

    /** Divides the listed primes out of half a stride: two vectors and their divisors fit the registers. */
    private static void divideOutHits(int[] rests, int[] divisors, int at, int[] hits, int hitCount) {
        IntVector x = IntVector.fromArray(SPECIES, rests, at);
        IntVector y = IntVector.fromArray(SPECIES, rests, at + LANES);
        IntVector divisorsX = IntVector.fromArray(SPECIES, divisors, at);
        IntVector divisorsY = IntVector.fromArray(SPECIES, divisors, at + LANES);
        for (int hit = 0; hit < hitCount; hit++) {
            IntVector inverse = IntVector.broadcast(SPECIES, INVERSES[hits[hit]]);
            IntVector bound = IntVector.broadcast(SPECIES, QUOTIENT_BOUNDS[hits[hit]]);
            IntVector moreX = divisorsX;
            IntVector moreY = divisorsY;
            IntVector quotientX = x.mul(inverse);
            IntVector quotientY = y.mul(inverse);
            do {
                VectorMask<Integer> dividesX = quotientX.compare(VectorOperators.LT, bound);
                VectorMask<Integer> dividesY = quotientY.compare(VectorOperators.LT, bound);
                x = x.blend(quotientX, dividesX);
                y = y.blend(quotientY, dividesY);
                divisorsX = divisorsX.add(moreX, dividesX);
                divisorsY = divisorsY.add(moreY, dividesY);
                quotientX = x.mul(inverse);
                quotientY = y.mul(inverse);
            } while (quotientX.min(quotientY).compare(VectorOperators.LT, bound).anyTrue());
        }
        x.intoArray(rests, at);
        y.intoArray(rests, at + LANES);
        divisorsX.intoArray(divisors, at);
        divisorsY.intoArray(divisors, at + LANES);
    }

    private static int quotientBound(int divisor) {
        return Integer.divideUnsigned(-1, divisor) + 1 + BIAS;
    }

    private static int[] squarings(int prime) {
        int digits = 1;
        while (Math.pow(prime, 1 << digits) <= Integer.MAX_VALUE) {
            digits++;
        }
        int[] powers = new int[digits];
        powers[digits - 1] = prime;
        for (int i = digits - 2; i >= 0; i--) {
            powers[i] = powers[i + 1] * powers[i + 1];
        }
        return powers;
    }
}
