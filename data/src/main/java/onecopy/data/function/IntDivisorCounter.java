package onecopy.data.function;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts the divisors of many {@code int32} numbers together. Once {@link TrialDivision} has taken the primes below
 * {@link FermatPseudoprimes#SMALLEST_FACTOR} out, 1 or a prime is left of most numbers. {@link VectorFermatTest} tells the
 * others, and only these are divided by the primes up to the cube root of 2^31. Where one of those divides, the table
 * knows what is left; where none does, it is a prime's square or a product of two primes. Thread-safe.
 */
final class IntDivisorCounter {
    private static final int BATCH = 32 * TrialDivision.STRIDE;
    private static final int BIAS = TrialDivision.BIAS;

    /** Divided by this prime or a larger one, any {@code int32} lies below {@link DivisorTable#LIMIT}. */
    private static final int FIRST_LARGE = Arrays.binarySearch(SmallPrimes.PRIMES, FermatPseudoprimes.SMALLEST_FACTOR);

    private static final int NOT_PRIME_FROM = FermatPseudoprimes.SMALLEST_FACTOR * FermatPseudoprimes.SMALLEST_FACTOR;

    private final DivisorTable table;
    private final FermatPseudoprimes pseudoprimes;
    private final AtomicReference<Batch> idle = new AtomicReference<>();

    IntDivisorCounter(DivisorTable table) {
        this.table = table;
        pseudoprimes = new FermatPseudoprimes(table);
    }

    /** Replaces positive numbers by their numbers of divisors. */
    void countAll(int[] numbers, int count) {
        Batch batch = idle.getAndSet(null);
        if (batch == null) {
            batch = new Batch();
        }
        for (int at = 0; at < count; at += BATCH) {
            batch.countAll(numbers, at, Math.min(BATCH, count - at));
        }
        idle.set(batch);
    }

    /** Scratch memory for numbers that go through all steps together. */
    private final class Batch {
        private final TrialDivision division = new TrialDivision();
        private final VectorFermatTest fermat = new VectorFermatTest(BATCH);
        private final int[] rests = new int[BATCH];
        private final int[] divisors = new int[BATCH];
        private final int[] candidates = new int[BATCH];
        private final int[] places = new int[BATCH];
        private final int[] composites = new int[BATCH];
        private final int[] compositeDivisors = new int[BATCH];
        private final int[] compositePlaces = new int[BATCH];

        void countAll(int[] numbers, int at, int length) {
            System.arraycopy(numbers, at, rests, 0, length);
            Arrays.fill(rests, length, TrialDivision.wholeStrides(length), 1);
            TrialDivision.divideOutFrequent(rests, divisors, length);
            division.divideOut(rests, divisors, TrialDivision.FREQUENT_PRIMES, FIRST_LARGE, length);
            countComposites(findComposites(findCandidates(length)));
            System.arraycopy(divisors, 0, numbers, at, length);
        }

        /** Counts what is left as a prime and collects what may be none; {@return how many} */
        private int findCandidates(int length) {
            int found = 0;
            for (int i = 0; i < length; i++) {
                int rest = rests[i] - BIAS;
                divisors[i] <<= (1 - rest) >>> 31;
                candidates[found] = rest;
                places[found] = i;
                found += (NOT_PRIME_FROM - 1 - rest) >>> 31;
            }
            return found;
        }

        private int findComposites(int count) {
            int[] fails = fermat.failures(candidates, count);
            int found = 0;
            for (int i = 0; i < count; i++) {
                int isComposite = fails[i];
                if (pseudoprimes.contains(candidates[i])) {
                    isComposite = 1;
                }
                composites[found] = candidates[i] + BIAS;
                compositePlaces[found] = places[i];
                found += isComposite;
            }
            return found;
        }

        private void countComposites(int count) {
            Arrays.fill(compositeDivisors, 0, count, 1);
            Arrays.fill(composites, count, TrialDivision.wholeStrides(count), 1 + BIAS);
            division.divideOut(composites, compositeDivisors, FIRST_LARGE, SmallPrimes.PRIMES.length, count);
            for (int i = 0; i < count; i++) {
                int rest = composites[i] - BIAS;
                int root = (int) Math.sqrt(rest);
                int undivided = root * root == rest ? 3 : 4;
                int isDivided = (1 - compositeDivisors[i]) >> 31;
                int divided = compositeDivisors[i] * table.count(rest & isDivided);
                int factor = (divided & isDivided) | (undivided & ~isDivided);
                divisors[compositePlaces[i]] = (divisors[compositePlaces[i]] >> 1) * factor;
            }
        }
    }
}
