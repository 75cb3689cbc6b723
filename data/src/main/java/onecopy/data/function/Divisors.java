package onecopy.data.function;

/**
 * {@code divisors(x)}: the number of positive divisors of x for x >= 1, and 1 for every x <= 0, as the program whose
 * numbers we keep counts them.
 */
public final class Divisors implements ElementFunction {
    @Override
    public String name() {
        return "divisors";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public long apply(long x) {
        long rest = x;
        long divisors = 1;
        for (long p = 2; p <= rest / p; p++) {
            long exponent = 0;
            while (rest % p == 0) {
                rest /= p;
                exponent++;
            }
            divisors *= exponent + 1;
        }
        return rest > 1 ? 2 * divisors : divisors;
    }
}
