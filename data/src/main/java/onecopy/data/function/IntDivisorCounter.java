package onecopy.data.function;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Counts the divisors of many {@code int32} numbers together. Two vectors of numbers are tested for divisibility by every
 * prime up to the cube root of 2^31 without a branch on the outcome ({@link SmallPrimes} has the test); the few primes
 * that divide any of them are then divided out. What is left of a number is 1, a prime, a prime's square or a product of
 * two primes, which {@link VectorFermatTest} tells apart. Thread-safe.
 */
final class IntDivisorCounter {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int BATCH = 256;
    private static final int PRIMES = SmallPrimes.PRIMES.length;
    private static final int NOT_PRIME_FROM = SmallPrimes.NEXT * SmallPrimes.NEXT;

    /** Turns the unsigned order of quotients into the signed one; as all factors are odd, it survives multiplication. */
    private static final int BIAS = Integer.MIN_VALUE;

    private static final int[] INVERSES = Arrays.stream(SmallPrimes.INVERSES).mapToInt(inverse -> (int) inverse)
            .toArray();
    private static final int[] QUOTIENT_BOUNDS = Arrays.stream(SmallPrimes.PRIMES)
            .map(p -> Integer.divideUnsigned(-1, p) + 1 + BIAS).toArray();

    private final FermatPseudoprimes pseudoprimes;

    IntDivisorCounter(DivisorTable table) {
        pseudoprimes = new FermatPseudoprimes(table);
    }

    /** Replaces positive numbers by their numbers of divisors. */
    void countAll(int[] numbers, int count) {
        int[] rests = new int[BATCH];
        int[] divisors = new int[BATCH];
        int[] hits = new int[PRIMES + 1];
        for (int at = 0; at < count; at += BATCH) {
            int length = Math.min(BATCH, count - at);
            Arrays.fill(rests, 1 + BIAS);
            Arrays.fill(divisors, 1);
            for (int i = 0; i < length; i++) {
                int twos = Integer.numberOfTrailingZeros(numbers[at + i]);
                rests[i] = (numbers[at + i] >>> twos) + BIAS;
                divisors[i] = twos + 1;
            }
            for (int i = 0; i < length; i += 2 * LANES) {
                divideOut(rests, divisors, i, hits);
            }
            countRests(rests, divisors, length);
            System.arraycopy(divisors, 0, numbers, at, length);
        }
    }

    private static void divideOut(int[] rests, int[] divisors, int at, int[] hits) {
        IntVector x = IntVector.fromArray(SPECIES, rests, at);
        IntVector y = IntVector.fromArray(SPECIES, rests, at + LANES);
        int hitCount = 0;
        for (int i = 0; i < PRIMES; i++) {
            IntVector bound = IntVector.broadcast(SPECIES, QUOTIENT_BOUNDS[i]);
            VectorMask<Integer> inX = x.mul(INVERSES[i]).compare(VectorOperators.LT, bound);
            VectorMask<Integer> inY = y.mul(INVERSES[i]).compare(VectorOperators.LT, bound);
            hits[hitCount] = i;
            hitCount += inX.or(inY).anyTrue() ? 1 : 0;
        }
        divideOutHits(rests, divisors, at, hits, hitCount);
        divideOutHits(rests, divisors, at + LANES, hits, hitCount);
    }

    private static void divideOutHits(int[] rests, int[] divisors, int at, int[] hits, int hitCount) {
        IntVector rest = IntVector.fromArray(SPECIES, rests, at);
        IntVector product = IntVector.fromArray(SPECIES, divisors, at);
        for (int i = 0; i < hitCount; i++) {
            int inverse = INVERSES[hits[i]];
            int bound = QUOTIENT_BOUNDS[hits[i]];
            IntVector quotient = rest.mul(inverse);
            VectorMask<Integer> divides = quotient.compare(VectorOperators.LT, bound);
            IntVector factor = IntVector.broadcast(SPECIES, 1);
            while (divides.anyTrue()) {
                rest = rest.blend(quotient, divides);
                factor = factor.add(1, divides);
                quotient = rest.mul(inverse);
                divides = quotient.compare(VectorOperators.LT, bound);
            }
            product = product.mul(factor);
        }
        rest.intoArray(rests, at);
        product.intoArray(divisors, at);
    }

    private void countRests(int[] rests, int[] divisors, int count) {
        int[] places = new int[BATCH + 1];
        double[] candidates = new double[BATCH];
        int found = 0;
        for (int i = 0; i < count; i++) {
            int rest = rests[i] - BIAS;
            divisors[i] <<= rest > 1 ? 1 : 0;
            places[found] = i;
            candidates[found & (BATCH - 1)] = rest;
            found += rest >= NOT_PRIME_FROM ? 1 : 0;
        }
        boolean[] passes = VectorFermatTest.passes(candidates, found);
        for (int i = 0; i < found; i++) {
            int rest = (int) candidates[i];
            if (!passes[i] || pseudoprimes.contains(rest)) {
                int root = (int) Math.sqrt(rest);
                divisors[places[i]] = divisors[places[i]] / 2 * (root * root == rest ? 3 : 4);
            }
        }
    }
}
