package onecopy.data.function;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Counts the divisors of many {@code int32} numbers together. Four vectors of numbers are tested for divisibility by every
 * prime up to the cube root of 2^31 without a branch on the outcome ({@link SmallPrimes} has the test); the few primes
 * that divide any of them are then divided out. What is left of a number is 1, a prime, a prime's square or a product of
 * two primes, which {@link VectorFermatTest} tells apart. Thread-safe.
 */
final class IntDivisorCounter {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STRIDE = 4 * LANES;
    private static final int BATCH = 256;
    private static final int PRIMES = SmallPrimes.PRIMES.length;
    /** The first primes divide some number of almost every vector. */
    private static final int FREQUENT_PRIMES = 5;

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
        int[] hits = new int[BATCH];
        for (int at = 0; at < count; at += BATCH) {
            int length = Math.min(BATCH, count - at);
            Arrays.fill(rests, 1 + BIAS);
            Arrays.fill(divisors, 1);
            for (int i = 0; i < length; i++) {
                int twos = Integer.numberOfTrailingZeros(numbers[at + i]);
                rests[i] = (numbers[at + i] >>> twos) + BIAS;
                divisors[i] = twos + 1;
            }
            for (int i = 0; i < length; i += STRIDE) {
                divideOutFrequent(rests, divisors, i);
                divideOut(rests, divisors, i, hits, findHits(rests, i, hits));
            }
            countRests(rests, divisors, length);
            System.arraycopy(divisors, 0, numbers, at, length);
        }
    }

    private static void divideOutFrequent(int[] rests, int[] divisors, int at) {
        for (int vector = at; vector < at + STRIDE; vector += LANES) {
            IntVector rest = IntVector.fromArray(SPECIES, rests, vector);
            IntVector product = IntVector.fromArray(SPECIES, divisors, vector);
            for (int i = 0; i < FREQUENT_PRIMES; i++) {
                IntVector factor = IntVector.broadcast(SPECIES, 1);
                IntVector quotient = rest.mul(INVERSES[i]);
                VectorMask<Integer> divides = quotient.compare(VectorOperators.LT, QUOTIENT_BOUNDS[i]);
                while (divides.anyTrue()) {
                    rest = rest.blend(quotient, divides);
                    factor = factor.add(1, divides);
                    quotient = rest.mul(INVERSES[i]);
                    divides = quotient.compare(VectorOperators.LT, QUOTIENT_BOUNDS[i]);
                }
                product = product.mul(factor);
            }
            rest.intoArray(rests, vector);
            product.intoArray(divisors, vector);
        }
    }

    /** Lists the primes that divide any number of a stride; {@return how many} */
    private static int findHits(int[] rests, int at, int[] hits) {
        IntVector w = IntVector.fromArray(SPECIES, rests, at);
        IntVector x = IntVector.fromArray(SPECIES, rests, at + LANES);
        IntVector y = IntVector.fromArray(SPECIES, rests, at + 2 * LANES);
        IntVector z = IntVector.fromArray(SPECIES, rests, at + 3 * LANES);
        int hitCount = 0;
        for (int i = FREQUENT_PRIMES; i < PRIMES; i++) {
            IntVector inverse = IntVector.broadcast(SPECIES, INVERSES[i]);
            IntVector bound = IntVector.broadcast(SPECIES, QUOTIENT_BOUNDS[i]);
            IntVector smallest = w.mul(inverse).min(x.mul(inverse)).min(y.mul(inverse).min(z.mul(inverse)));
            hits[hitCount & (hits.length - 1)] = i;
            hitCount += smallest.compare(VectorOperators.LT, bound).anyTrue() ? 1 : 0;
        }
        return hitCount;
    }

    /** Divides the listed primes out of the numbers of a stride, number by number: most primes divide only one or two. */
    private static void divideOut(int[] rests, int[] divisors, int at, int[] hits, int hitCount) {
        for (int hit = 0; hit < hitCount; hit++) {
            int inverse = INVERSES[hits[hit]];
            int bound = QUOTIENT_BOUNDS[hits[hit]];
            for (long places = multiplesIn(rests, at, inverse, bound); places != 0; places &= places - 1) {
                int place = at + Long.numberOfTrailingZeros(places);
                int rest = rests[place] * inverse;
                int exponent = 1;
                for (int next = rest * inverse; next < bound; next *= inverse) {
                    rest = next;
                    exponent++;
                }
                rests[place] = rest;
                divisors[place] *= exponent + 1;
            }
        }
    }

    /** {@return a bit for each number of a stride, set where the prime divides it} */
    private static long multiplesIn(int[] rests, int at, int inverse, int bound) {
        long first = multiplesInVector(rests, at, inverse, bound)
                | (multiplesInVector(rests, at + LANES, inverse, bound) << LANES);
        long second = multiplesInVector(rests, at + 2 * LANES, inverse, bound)
                | (multiplesInVector(rests, at + 3 * LANES, inverse, bound) << LANES);
        return first | (second << (2 * LANES));
    }

    private static long multiplesInVector(int[] rests, int at, int inverse, int bound) {
        return IntVector.fromArray(SPECIES, rests, at).mul(inverse).compare(VectorOperators.LT, bound).toLong();
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
