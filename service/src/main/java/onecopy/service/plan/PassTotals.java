package onecopy.service.plan;

import java.math.BigInteger;
import java.util.function.IntFunction;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/** Totals over runs of a pass's elementary intervals. Sums are differences of running totals, so a query costs little. */
final class PassTotals {
    private final Partial partial;
    private final long[] countsBefore;
    private final BigInteger[] sumsBefore;
    private final BigInteger[][] functionSumsBefore;

    PassTotals(ScanSpec spec, Partial partial) {
        this.partial = partial;
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
        long min = Long.MAX_VALUE;
        for (int i = inside.first(); i < inside.end(); i++) {
            min = Math.min(min, partial.min(i));
        }
        return count(inside) == 0 ? null : min;
    }

    Long max(Intervals inside) {
        long max = Long.MIN_VALUE;
        for (int i = inside.first(); i < inside.end(); i++) {
            max = Math.max(max, partial.max(i));
        }
        return count(inside) == 0 ? null : max;
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
