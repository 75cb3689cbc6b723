package onecopy.data.function;

/**
 * Proves primality of 64-bit numbers: the strong test of Miller and Rabin to these seven bases has no liar below 2^64
 * (found by Jim Sinclair, 2011, against J. Feitsma's list of all base-2 pseudoprimes below 2^64).
 */
final class Primality {
    private static final long[] BASES = {2, 325, 9375, 28178, 450775, 9780504, 1795265022};

    private Primality() {}

    /** {@return whether an odd n > 2 is prime} */
    static boolean isPrime(long n) {
        long inverse = SmallPrimes.inverse(n);
        for (long base : BASES) {
            long residue = Montgomery.ofSmall(base % n, n);
            if (residue != 0 && !isStrongProbablePrime(n, inverse, residue)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStrongProbablePrime(long n, long inverse, long base) {
        long one = Montgomery.one(n);
        long minusOne = n - one;
        int twos = Long.numberOfTrailingZeros(n - 1);
        long power = Montgomery.power(base, (n - 1) >>> twos, n, inverse);
        if (power == one || power == minusOne) {
            return true;
        }
        for (int i = 1; i < twos; i++) {
            power = Montgomery.multiply(power, power, n, inverse);
            if (power == minusOne) {
                return true;
            }
        }
        return false;
    }
}
