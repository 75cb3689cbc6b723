package onecopy.data.function;

/**
 * Finds a factor of a composite number by J. Pollard's rho method with R. Brent's cycle finding ("An Improved Monte
 * Carlo Factorization Algorithm", 1980): the sequence {@code y <- y^2 + c} repeats modulo a prime factor p after about
 * the square root of p steps, and then p divides the difference of two members. Differences are multiplied up so that
 * one greatest common divisor serves many of them.
 */
final class PollardRho {
    private static final int DIFFERENCES_PER_GCD = 128;

    private PollardRho() {}

    /** {@return a factor of an odd composite n, neither 1 nor n} */
    static long properFactor(long n) {
        long inverse = SmallPrimes.inverse(n);
        for (long increment = 1;; increment++) {
            long factor = attempt(n, inverse, increment);
            if (factor != n) {
                return factor;
            }
        }
    }

    private static long attempt(long n, long inverse, long increment) {
        long y = Montgomery.one(n);
        for (long lap = 1;; lap *= 2) {
            long anchor = y;
            for (long i = 0; i < lap; i++) {
                y = next(y, n, inverse, increment);
            }
            for (long done = 0; done < lap; done += DIFFERENCES_PER_GCD) {
                long from = y;
                long steps = Math.min(DIFFERENCES_PER_GCD, lap - done);
                long product = Montgomery.one(n);
                for (long i = 0; i < steps; i++) {
                    y = next(y, n, inverse, increment);
                    product = Montgomery.multiply(product, Math.abs(anchor - y), n, inverse);
                }
                long factor = gcd(product, n);
                if (factor != 1) {
                    return factor != n ? factor : firstFactor(from, anchor, n, inverse, increment);
                }
            }
        }
    }

    private static long firstFactor(long from, long anchor, long n, long inverse, long increment) {
        long y = from;
        long factor;
        do {
            y = next(y, n, inverse, increment);
            factor = gcd(Math.abs(anchor - y), n);
        } while (factor == 1);
        return factor;
    }

    private static long next(long y, long n, long inverse, long increment) {
        return Montgomery.add(Montgomery.multiply(y, y, n, inverse), increment, n);
    }

    /** {@return the greatest common divisor of a number and an odd one, by J. Stein's binary method; n for 0} */
    private static long gcd(long a, long n) {
        if (a == 0) {
            return n;
        }
        long x = a >>> Long.numberOfTrailingZeros(a);
        long y = n;
        while (x != y) {
            long difference = Math.abs(x - y);
            y = Math.min(x, y);
            x = difference >>> Long.numberOfTrailingZeros(difference);
        }
        return x;
    }
}
