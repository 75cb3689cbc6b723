package onecopy.service.plan;

import java.math.BigInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/**
 * Totals over runs of a pass's elementary intervals. Each takes constant time, however long the run: sums are differences of
 * running totals, and the largest element is the one with the least complement.
 */
final class PassTotals {
    private final long[] countsBefore;
    private final BigInteger[] sumsBefore;
    private final BigInteger[][] functionSumsBefore;
    private final RunMinima minima;
    private final RunMinima complementMinima;

    PassTotals(ScanSpec spec, Partial partial) {
        int intervals = spec.intervals();
        countsBefore = new long[intervals + 1];
        for (int i = 0; i < intervals; i++) {
            countsBefore[i + 1] = countsBefore[i] + partial.count(i);
        }
        sumsBefore = spec.sums() ? runningTotals(intervals, partial::sum) : new BigInteger[0];
        functionSumsBefore = new BigInteger[spec.functions().size()][];
        for (int f = 0; f < functionSumsBefore.length; f++) {
            int function = f;
            functionSumsBefore[f] = runningTotals(intervals, i -> partial.functionSum(function, i));
        }
        int described = spec.extremes() ? intervals : 0;
        minima = new RunMinima(IntStream.range(0, described).mapToLong(partial::min).toArray());
        complementMinima = new RunMinima(IntStream.range(0, described).mapToLong(i -> ~partial.max(i)).toArray());
    }

    long count(Intervals inside) {
        return countsBefore[inside.end()] - countsBefore[inside.first()];
    }

    BigInteger sum(Intervals inside) {
        return sumsBefore[inside.end()].subtract(sumsBefore[inside.first()]);
    }

    BigInteger functionSum(int function, Intervals inside) {
        BigInteger[] before = functionSumsBefore[function];
        return before[inside.end()].subtract(before[inside.first()]);
    }

    Long min(Intervals inside) {
        return count(inside) == 0 ? null : minima.of(inside.first(), inside.end());
    }

    Long max(Intervals inside) {
        return count(inside) == 0 ? null : ~complementMinima.of(inside.first(), inside.end());
    }

    Double mean(Intervals inside) {
        long count = count(inside);
        return count == 0 ? null : ExactMean.of(sum(inside), count);
    }

    private static BigInteger[] runningTotals(int intervals, IntFunction<BigInteger> part) {
        BigInteger[] before = new BigInteger[intervals + 1];
        before[0] = BigInteger.ZERO;
        for (int i = 0; i < intervals; i++) {
            before[i + 1] = before[i].add(part.apply(i));
        }
        return before;
    }
}
