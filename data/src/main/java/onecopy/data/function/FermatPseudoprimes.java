package onecopy.data.function;

import java.util.Arrays;

/**
 * The products of two primes from {@link SmallPrimes#NEXT} upwards, below 2^31, that pass Fermat's test to base
 * 2 as primes do. For {@code n = p q} the test asks that the order of 2 modulo p divides {@code q - 1}, and the order
 * modulo q (p squared, where they are equal) divides {@code p - 1}; so for each smaller prime p only few q come into question, and all 2821 products are
 * found in some 10 ms. Immutable and thread-safe.
 */
final class FermatPseudoprimes {
    /** How many there are. */
    static final int COUNT = 2821;

    private static final int HASH_BITS = 16;
    private static final int HASH_FACTOR = 0x9e37_79b1;

    private final int[] sorted;
    private final long[] hashed = new long[1 << (HASH_BITS - 6)];

    FermatPseudoprimes(DivisorTable table) {
        int[] found = new int[COUNT];
        int count = 0;
        for (int p = SmallPrimes.NEXT; (long) p * p < 1L << 31; p += 2) {
            if (isPrime(p, table)) {
                count = findWith(p, table, found, count);
            }
        }
        sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        for (int n : sorted) {
            int hash = hash(n);
            hashed[hash >> 6] |= 1L << hash;
        }
    }

    int count() {
        return sorted.length;
    }

    int[] toArray() {
        return sorted.clone();
    }

    boolean contains(int n) {
        int hash = hash(n);
        return ((hashed[hash >> 6] >>> hash) & 1) != 0 && Arrays.binarySearch(sorted, n) >= 0;
    }

    private static int findWith(int p, DivisorTable table, int[] found, int count) {
        int order = orderOfTwo(p);
        int largest = Integer.MAX_VALUE / p;
        int next = count;
        for (int q = p; q <= largest; q += order) {
            if (isPrime(q, table) && powerOfTwo(p - 1, q == p ? p * p : q) == 1) {
                found[next++] = p * q;
            }
        }
        return next;
    }

    /** {@return the smallest positive power of 2 that is 1 modulo a prime: {@code p - 1} without superfluous factors} */
    private static int orderOfTwo(int p) {
        int order = p - 1;
        int rest = p - 1;
        for (int factor = 2; rest > 1; factor++) {
            if (factor * factor > rest) {
                factor = rest;
            }
            while (rest % factor == 0) {
                rest /= factor;
                if (powerOfTwo(order / factor, p) == 1) {
                    order /= factor;
                }
            }
        }
        return order;
    }

    private static long powerOfTwo(int exponent, int modulus) {
        long power = 1;
        for (int bit = 31 - Integer.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
            power = ((power * power) << ((exponent >>> bit) & 1)) % modulus;
        }
        return power;
    }

    private static boolean isPrime(int n, DivisorTable table) {
        return table.count(n) == 2;
    }

    private static int hash(int n) {
        return (n * HASH_FACTOR) >>> (Integer.SIZE - HASH_BITS);
    }
}
