package onecopy.service.torture.truth;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;
import onecopy.service.torture.plugin.SlowFunction;

/** Per-element functions as anybody would write them. Thread-safe. */
final class PlainFunctions {
    private static final int SIEVED = 1 << 21;
    private static final short[] DIVISORS = sieve();
    private static final Map<Long, Long> LARGE = new ConcurrentHashMap<>();

    private PlainFunctions() {}

    static LongUnaryOperator named(String name) {
        return switch (name) {
            case "divisors" -> PlainFunctions::divisors;
            case SlowFunction.NAME -> SlowFunction::value;
            default -> throw new IllegalArgumentException("no truth about the function '" + name + "'");
        };
    }

    private static short[] sieve() {
        short[] divisors = new short[SIEVED];
        for (int step = 1; step < SIEVED; step++) {
            for (int multiple = step; multiple < SIEVED; multiple += step) {
                divisors[multiple]++;
            }
        }
        return divisors;
    }

    private static long divisors(long x) {
        if (x <= 0) {
            return 1;
        }
        return x < SIEVED ? DIVISORS[(int) x] : LARGE.computeIfAbsent(x, PlainFunctions::divisorsByTrial);
    }

    private static long divisorsByTrial(long x) {
        long rest = x;
        long divisors = 1;
        for (long factor = 2; factor <= rest / factor; factor++) {
            int power = 0;
            while (rest % factor == 0) {
                rest /= factor;
                power++;
            }
            divisors *= power + 1;
        }
        return rest > 1 ? divisors * 2 : divisors;
    }
}
