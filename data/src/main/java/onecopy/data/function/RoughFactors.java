package onecopy.data.function;

/** The prime factors of a number up to 2^63 - 1 that has none below {@link SmallPrimes#NEXT}: at most six. */
final class RoughFactors {
    private static final int MOST_FACTORS = 6;

    private final long[] primes = new long[MOST_FACTORS];
    private final int[] exponents = new int[MOST_FACTORS];
    private int distinct;

    RoughFactors(long n) {
        split(n);
    }

    long countDivisors() {
        long divisors = 1;
        for (int i = 0; i < distinct; i++) {
            divisors *= exponents[i] + 1;
        }
        return divisors;
    }

    private void split(long n) {
        if (n < (long) SmallPrimes.NEXT * SmallPrimes.NEXT || Primality.isPrime(n)) {
            addPrime(n);
        } else {
            long factor = PollardRho.properFactor(n);
            split(factor);
            split(n / factor);
        }
    }

    private void addPrime(long prime) {
        int i = 0;
        while (i < distinct && primes[i] != prime) {
            i++;
        }
        primes[i] = prime;
        exponents[i]++;
        distinct = Math.max(distinct, i + 1);
    }
}
