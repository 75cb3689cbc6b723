package onecopy.loader.index;

import java.util.Arrays;

/**
 * Counts the divisors of all numbers of a window of the number line at once: every prime up to the square root visits its
 * multiples, multiplying their divisor counts by its exponent plus one and the part of the number that is explained so far
 * by its power. A number not fully explained in the end has one more prime. Windows fit a core's cache; asking for numbers
 * in ascending order moves from window to window without a division. For one thread.
 */
final class DivisorSieve {
    /** Numbers from here on are not sieved: the primes up to their square roots would outweigh the window. */
    static final long LIMIT = 1L << 40;

    private static final int WINDOW_BITS = 15;
    private static final int WINDOW = 1 << WINDOW_BITS;

    private final int[] counts = new int[WINDOW];
    private final long[] explained = new long[WINDOW];
    private int[] primes = new int[0];
    private int[] next = new int[0];
    private int primeLimit;
    private int placed;
    private long window = -1;

    /** {@return the number of divisors of a number from 1 to below {@link #LIMIT}} */
    long divisors(long number) {
        if (number >>> WINDOW_BITS != window) {
            sieve(number >>> WINDOW_BITS);
        }
        return counts[(int) number & (WINDOW - 1)];
    }

    private void sieve(long newWindow) {
        long first = newWindow << WINDOW_BITS;
        int root = (int) Math.sqrt((double) (first + WINDOW)) + 1;
        requirePrimes(root);
        if (newWindow != window + 1) {
            placed = 0;
        }
        window = newWindow;
        countTwos(first);
        for (int i = 0; i < primes.length && primes[i] <= root; i++) {
            if (i >= placed) {
                next[i] = (int) ((primes[i] - first % primes[i]) % primes[i]);
                placed = i + 1;
            }
            next[i] = visit(primes[i], next[i], first);
        }
        for (int i = 0; i < WINDOW; i++) {
            if (explained[i] != first + i) {
                counts[i] <<= 1;
            }
        }
    }

    private void countTwos(long first) {
        for (int i = 0; i < WINDOW; i++) {
            int twos = Long.numberOfTrailingZeros(first + i);
            counts[i] = twos + 1;
            explained[i] = 1L << twos;
        }
    }

    /** Visits the multiples of an odd prime; the first of them that is a multiple of its square too needs care. */
    private int visit(int prime, int start, long first) {
        int multiple = start;
        int untilSquare = multiple < WINDOW ? (int) (prime - (first + multiple) / prime % prime) % prime : 0;
        while (multiple < WINDOW) {
            if (untilSquare == 0) {
                visitPower(prime, multiple, first + multiple);
                untilSquare = prime;
            } else {
                counts[multiple] <<= 1;
                explained[multiple] *= prime;
            }
            untilSquare--;
            multiple += prime;
        }
        return multiple - WINDOW;
    }

    private void visitPower(int prime, int place, long number) {
        long rest = number;
        int exponent = 0;
        long power = 1;
        while (rest != 0 && rest % prime == 0) {
            rest /= prime;
            power *= prime;
            exponent++;
        }
        counts[place] *= exponent + 1;
        explained[place] *= power;
    }

    private void requirePrimes(int limit) {
        if (limit <= primeLimit) {
            return;
        }
        primeLimit = Math.max(limit, 2 * primeLimit);
        primes = oddPrimes(primeLimit);
        next = new int[primes.length];
        placed = 0;
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
