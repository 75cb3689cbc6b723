package onecopy.data.function;

import java.util.Arrays;

/**
 * The odd primes up to the cube root of 2^31, with what an exact-division test needs. A number without these factors
 * that is below {@code 1291^3}, and so every such {@code int32}, is 1, a prime, a prime's square or the product of two
 * primes.
 *
 * <p>The test (Granlund and Montgomery, "Division by Invariant Integers using Multiplication", 1994, section 9): with
 * {@code inverse = p^-1 mod 2^64}, n is a multiple of p exactly where {@code n * inverse mod 2^64}, which then is the
 * quotient, is at most {@code (2^64 - 1) / p}, unsigned. The same holds modulo 2^32.
 */
final class SmallPrimes {
    /** The first prime that is not in the list. */
    static final int NEXT = 1291;

    /** A number below this one with no factor in the list has at most two prime factors. */
    static final long TWO_FACTORS_BELOW = (long) NEXT * NEXT * NEXT;

    static final int[] PRIMES = oddPrimesBelow(NEXT);
    static final long[] INVERSES = inverses();
    static final long[] LARGEST_QUOTIENTS = largestQuotients();

    private SmallPrimes() {}

    /** {@return the inverse of an odd number modulo 2^64, by Newton's iteration: every step doubles the right bits} */
    static long inverse(long odd) {
        long inverse = odd;
        for (int rightBits = 3; rightBits < Long.SIZE; rightBits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    private static int[] oddPrimesBelow(int limit) {
        boolean[] composite = new boolean[limit];
        int[] primes = new int[limit];
        int found = 0;
        for (int p = 3; p < limit; p += 2) {
            if (!composite[p]) {
                primes[found++] = p;
                for (int multiple = p * p; multiple < limit; multiple += 2 * p) {
                    composite[multiple] = true;
                }
            }
        }
        return Arrays.copyOf(primes, found);
    }

    private static long[] inverses() {
        long[] inverses = new long[PRIMES.length];
        for (int i = 0; i < inverses.length; i++) {
            inverses[i] = inverse(PRIMES[i]);
        }
        return inverses;
    }

    private static long[] largestQuotients() {
        long[] quotients = new long[PRIMES.length];
        for (int i = 0; i < quotients.length; i++) {
            quotients[i] = Long.divideUnsigned(-1L, PRIMES[i]);
        }
        return quotients;
    }
}
