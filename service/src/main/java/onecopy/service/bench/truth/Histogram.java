package onecopy.service.bench.truth;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.stream.IntStream;
import onecopy.data.ElementType;
import onecopy.service.query.Range;

/** How often each value occurs. Divisors come from an additive sieve: each d adds one to each of its multiples. */
final class Histogram {
    private final long min;
    private final long[] occurrences;
    private int[] divisors;

    private Histogram(long min, long[] occurrences) {
        this.min = min;
        this.occurrences = occurrences;
    }

    static Histogram of(MemorySegment values, ElementType type, long min, long max) {
        long elements = values.byteSize() / type.widthBytes();
        int parts = Runtime.getRuntime().availableProcessors();
        long[] occurrences = IntStream.range(0, parts).parallel()
                .mapToObj(part -> count(values, type, elements * part / parts, elements * (part + 1) / parts, min,
                        max))
                .reduce(Histogram::add).orElseThrow();
        return new Histogram(min, occurrences);
    }

    private static long[] count(MemorySegment values, ElementType type, long start, long end, long min, long max) {
        long[] occurrences = new long[Math.toIntExact(max - min + 1)];
        for (long i = start; i < end; i++) {
            long x = type == ElementType.INT32
                    ? values.getAtIndex(ElementType.INT32_LAYOUT, i)
                    : values.getAtIndex(ElementType.INT64_LAYOUT, i);
            occurrences[(int) (x - min)]++;
        }
        return occurrences;
    }

    private static long[] add(long[] into, long[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] += other[i];
        }
        return into;
    }

    Truth truth(Range range, boolean withDivisors) {
        if (withDivisors && divisors == null) {
            divisors = sieve(min + occurrences.length - 1);
        }
        Range inside = range.clippedTo(min, min + occurrences.length - 1);
        long count = 0;
        long sumAboveMin = 0;
        long divisorSum = 0;
        for (long x = inside.from(); x <= inside.to(); x++) {
            long times = occurrences[(int) (x - min)];
            count += times;
            sumAboveMin += times * (x - min);
            divisorSum += withDivisors ? times * divisorsOf(x) : 0;
        }
        BigInteger sum = BigInteger.valueOf(min).multiply(BigInteger.valueOf(count))
                .add(BigInteger.valueOf(sumAboveMin));
        return new Truth(count, sum, withDivisors ? BigInteger.valueOf(divisorSum) : null);
    }

    private long divisorsOf(long x) {
        if (x < 1) {
            return 1;
        }
        return x < divisors.length ? divisors[(int) x] : PlainLoop.divisors(x);
    }

    /** {@return the numbers of divisors of 1 to max at those places; empty where that would be too many} */
    private static int[] sieve(long max) {
        if (max < 1 || max > 1L << 26) {
            return new int[0];
        }
        int[] divisors = new int[(int) max + 1];
        for (int d = 1; d <= max; d++) {
            for (int multiple = d; multiple <= max; multiple += d) {
                divisors[multiple]++;
            }
        }
        return divisors;
    }
}
