package onecopy.data.function;

import java.util.Arrays;

/**
 * The composites below 2^31 without a prime factor below {@link #SMALLEST_FACTOR} that pass Fermat's test to base 2 as
 * primes do; they have two or three prime factors. The test asks of every prime factor p of n that the order of 2 modulo
 * p divides {@code n / p - 1}. So for each p only few q make {@code p q} pass, and few of all {@code p q r} come into
 * question; all are found in some 20 ms. Immutable and thread-safe.
 */
final class FermatPseudoprimes {
    /** Without a smaller prime factor a number that is no prime is at least its square. */
    static final int SMALLEST_FACTOR = 521;

    /** How many there are. */
    static final int COUNT = 3_145;

    private static final int HASH_BITS = 17;
    private static final int HASH_FACTOR = 0x9e37_79b1;

    private final DivisorTable table;
    private final int[] sorted;
    private final long[] hashed = new long[1 << (HASH_BITS - 6)];
    private int found;

    FermatPseudoprimes(DivisorTable table) {
        this.table = table;
        int[] all = new int[COUNT];
        findWithTwoFactors(all);
        findWithThreeFactors(all);
        sorted = Arrays.copyOf(all, found);
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

    private void findWithTwoFactors(int[] all) {
        for (int p = SMALLEST_FACTOR; p <= Integer.MAX_VALUE / p; p += 2) {
            if (isPrime(p)) {
                int order = orderOfTwo(p);
                int step = order % 2 == 0 ? order : 2 * order;
                int largest = Integer.MAX_VALUE / p;
                for (int q = p; q <= largest; q += step) {
                    if (isPrime(q) && powerOfTwo(p - 1, q == p ? p * p : q) == 1) {
                        all[found++] = p * q;
                    }
                }
            }
        }
    }

    private void findWithThreeFactors(int[] all) {
        int largest = Integer.MAX_VALUE / (SMALLEST_FACTOR * SMALLEST_FACTOR);
        int[] primes = new int[largest];
        int[] orders = new int[largest];
        int count = 0;
        for (int p = SMALLEST_FACTOR; p <= largest; p += 2) {
            if (isPrime(p)) {
                primes[count] = p;
                orders[count++] = orderOfTwo(p);
            }
        }
        for (int i = 0; i < count; i++) {
            for (int j = i; j < count && primes[j] <= Integer.MAX_VALUE / primes[i] / primes[j]; j++) {
                int largestThird = Integer.MAX_VALUE / primes[i] / primes[j];
                for (int k = j; k < count && primes[k] <= largestThird; k++) {
                    if ((primes[i] * primes[k] - 1) % orders[j] == 0 && (primes[j] * primes[k] - 1) % orders[i] == 0
                            && passes(primes[i] * primes[j] * primes[k])) {
                        all[found++] = primes[i] * primes[j] * primes[k];
                    }
                }
            }
        }
    }

    private boolean isPrime(int n) {
        return table.count(n) == 2;
    }

    private static boolean passes(int n) {
        return powerOfTwo(n - 1, n) == 1;
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

    private static int hash(int n) {
        return (n * HASH_FACTOR) >>> (Integer.SIZE - HASH_BITS);
    }
}
