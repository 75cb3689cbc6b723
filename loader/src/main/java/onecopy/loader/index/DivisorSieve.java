package onecopy.loader.index;

import java.util.Arrays;

/**
 * Counts the divisors of all numbers of a window of the number line at once. Every power of a prime, up to the square root
 * for the primes themselves, visits its multiples: it raises their divisor counts by the part that the exponent adds, and
 * what is explained of the number by the logarithm of the prime. A number with less than three quarters of its logarithm
 * explained in the end has one more prime, which is larger than the square root. Windows fit a core's cache; asking for
 * numbers in ascending order moves from window to window without a division. For one thread.
 */
final class DivisorSieve {
    /** Numbers from here on are not sieved: the primes up to their square roots would outweigh the window. */
    static final long LIMIT = 1L << 40;

    private static final int WINDOW_BITS = 15;
    private static final int WINDOW = 1 << WINDOW_BITS;

    /** Room for the divisor counts of all numbers below the limit, the largest of which is 6720; logarithms stand above. */
    private static final int COUNT_BITS = 13;
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

    /** Rounded to eighths of a bit, logarithms of primes are wrong by a sixteenth of their sum at most. */
    private static final int LOGARITHM_STEPS = 8;
    private static final int EXPLAINED_STEPS = LOGARITHM_STEPS * 3 / 4;

    private final int[] wordsOfTwos = new int[WINDOW];
    private final int[] words = new int[WINDOW];
    private PrimePowers powers = PrimePowers.ofPrimesUpTo(0);
    private long window = -2;

    DivisorSieve() {
        for (int i = 1; i < WINDOW; i++) {
            wordsOfTwos[i] = wordOfTwos(Integer.numberOfTrailingZeros(i));
        }
    }

    private static int wordOfTwos(int exponent) {
        return ((exponent * LOGARITHM_STEPS) << COUNT_BITS) | (exponent + 1);
    }

    /** {@return the number of divisors of a number from 1 to below {@link #LIMIT}} */
    long divisors(long number) {
        if (number >>> WINDOW_BITS != window) {
            sieve(number >>> WINDOW_BITS);
        }
        int word = words[(int) number & (WINDOW - 1)];
        int expected = EXPLAINED_STEPS * (Long.SIZE - 1 - Long.numberOfLeadingZeros(number));
        int count = word & COUNT_MASK;
        return (word >>> COUNT_BITS) < expected ? 2L * count : count;
    }

    private void sieve(long newWindow) {
        long first = newWindow << WINDOW_BITS;
        int root = (int) Math.sqrt((double) (first + WINDOW)) + 1;
        if (root > powers.largestPrime) {
            powers = PrimePowers.ofPrimesUpTo(root + root / 4);
            powers.placeAt(first);
        } else if (newWindow != window + 1) {
            powers.placeAt(first);
        }
        window = newWindow;
        System.arraycopy(wordsOfTwos, 0, words, 0, WINDOW);
        words[0] = wordOfTwos(Long.numberOfTrailingZeros(first) % Long.SIZE);
        powers.visitMultiples(words);
    }

    /** Powers of odd primes, and where in the window the next multiple of each is. */
    private static final class PrimePowers {
        private final int largestPrime;
        private final long[] powers;
        private final int[] exponents;
        private final int[] steps;
        private final long[] next;

        private PrimePowers(int largestPrime, int[] primes, int length) {
            this.largestPrime = largestPrime;
            this.powers = new long[length];
            this.exponents = new int[length];
            this.steps = new int[length];
            this.next = new long[length];
            int filled = 0;
            for (int prime : primes) {
                int logarithm = (int) Math.round(LOGARITHM_STEPS * Math.log(prime) / Math.log(2));
                long power = prime;
                for (int exponent = 1; power <= largestPower(largestPrime); exponent++) {
                    powers[filled] = power;
                    exponents[filled] = exponent;
                    steps[filled++] = logarithm << COUNT_BITS;
                    power *= prime;
                }
            }
        }

        static PrimePowers ofPrimesUpTo(int largest) {
            int[] primes = oddPrimes(largest);
            int length = 0;
            for (int prime : primes) {
                for (long power = prime; power <= largestPower(largest); power *= prime) {
                    length++;
                }
            }
            return new PrimePowers(largest, primes, length);
        }

        private static long largestPower(int largestPrime) {
            return (long) largestPrime * largestPrime;
        }

        void placeAt(long first) {
            for (int i = 0; i < powers.length; i++) {
                long beyond = first % powers[i];
                next[i] = beyond == 0 ? 0 : powers[i] - beyond;
            }
        }

        void visitMultiples(int[] words) {
            for (int i = 0; i < powers.length; i++) {
                if (next[i] < WINDOW) {
                    next[i] = exponents[i] == 1
                            ? visitOfPrime(words, (int) next[i], (int) powers[i], steps[i])
                            : visitOfPower(words, next[i], powers[i], exponents[i], steps[i]);
                }
                next[i] -= WINDOW;
            }
        }

        /** A number's count is doubled by a prime. */
        private static int visitOfPrime(int[] words, int start, int prime, int step) {
            int place = start;
            for (; place < WINDOW; place += prime) {
                int word = words[place];
                words[place] = word + (word & COUNT_MASK) + step;
            }
            return place;
        }

        /** A number's count is a multiple of the exponent before and of the next one after. */
        private static long visitOfPower(int[] words, long start, long power, int exponent, int step) {
            long place = start;
            for (; place < WINDOW; place += power) {
                int word = words[(int) place];
                words[(int) place] = word + (word & COUNT_MASK) / exponent + step;
            }
            return place;
        }
    }

    private static int[] oddPrimes(int limit) {
        boolean[] composite = new boolean[limit + 1];
        int[] found = new int[limit / 2 + 1];
        int count = 0;
        for (int candidate = 3; candidate <= limit; candidate += 2) {
            if (!composite[candidate]) {
                found[count++] = candidate;
                for (long multiple = (long) candidate * candidate; multiple <= limit; multiple += 2L * candidate) {
                    composite[(int) multiple] = true;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }
}
