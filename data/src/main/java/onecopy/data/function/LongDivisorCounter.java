package onecopy.data.function;

/**
 * Counts the divisors of one number up to 2^63 - 1: small primes are divided out until the table knows the rest; what is
 * left beyond them is tested for primality, and split by {@link PollardRho} where it can have more than two prime
 * factors. Thread-safe.
 */
final class LongDivisorCounter {
    private final DivisorTable table;

    LongDivisorCounter(DivisorTable table) {
        this.table = table;
    }

    /** {@return the number of divisors of x, which is positive} */
    long count(long x) {
        if (isKnown(x)) {
            return table.count((int) x);
        }
        int twos = Long.numberOfTrailingZeros(x);
        long rest = x >>> twos;
        long divisors = twos + 1L;
        for (int i = 0; i < SmallPrimes.PRIMES.length && !isKnown(rest); i++) {
            long inverse = SmallPrimes.INVERSES[i];
            long largestQuotient = SmallPrimes.LARGEST_QUOTIENTS[i] + Long.MIN_VALUE;
            long quotient = rest * inverse;
            if (quotient + Long.MIN_VALUE <= largestQuotient) {
                int exponent = 0;
                do {
                    exponent++;
                    rest = quotient;
                    quotient = rest * inverse;
                } while (quotient + Long.MIN_VALUE <= largestQuotient);
                divisors *= exponent + 1L;
            }
        }
        return divisors * (isKnown(rest) ? table.count((int) rest) : countOfRough(rest));
    }

    private boolean isKnown(long x) {
        return x < DivisorTable.LIMIT && table.count((int) x) != 0;
    }

    /** {@return the number of divisors of a number above the table without small factors} */
    private static long countOfRough(long n) {
        if (n < (long) SmallPrimes.NEXT * SmallPrimes.NEXT || Primality.isPrime(n)) {
            return 2;
        }
        if (n < SmallPrimes.TWO_FACTORS_BELOW) {
            return isSquare(n) ? 3 : 4;
        }
        return new RoughFactors(n).countDivisors();
    }

    private static boolean isSquare(long n) {
        long root = (long) Math.sqrt((double) n);
        return root * root == n;
    }
}
