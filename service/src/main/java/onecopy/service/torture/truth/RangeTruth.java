package onecopy.service.torture.truth;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Range;

/** Aggregates over a range by one plain loop each, over the stretch of the sorted elements that lies inside. */
final class RangeTruth {
    private static final MathContext MEAN_DIGITS = new MathContext(60);

    private final long[] sorted;
    private final int start;
    private final int end;

    RangeTruth(Numbers numbers, Range range) {
        this.sorted = numbers.sorted();
        this.start = numbers.countBelow(range.from());
        this.end = range.from() > range.to() ? start : numbers.countUpTo(range.to());
    }

    List<Number> about(List<Aggregate> aggregates) {
        return Arrays.asList(aggregates.stream().map(this::about).toArray(Number[]::new));
    }

    private Number about(Aggregate aggregate) {
        return switch (aggregate.label()) {
            case "count" -> count();
            case "sum" -> sum(x -> x);
            case "min" -> start == end ? null : (Number) sorted[start];
            case "max" -> start == end ? null : (Number) sorted[end - 1];
            case "mean" -> start == end
                    ? null
                    : (Number) new BigDecimal(sum(x -> x)).divide(BigDecimal.valueOf(count()), MEAN_DIGITS)
                            .doubleValue();
            case "distinct" -> distinct();
            default -> sum(PlainFunctions.named(aggregate.label()));
        };
    }

    long count() {
        return (long) end - start;
    }

    private long distinct() {
        long distinct = 0;
        for (int i = start; i < end; i++) {
            if (i == start || sorted[i] != sorted[i - 1]) {
                distinct++;
            }
        }
        return distinct;
    }

    /** High and low halves apart: neither overflows. */
    private BigInteger sum(LongUnaryOperator function) {
        long high = 0;
        long low = 0;
        for (int i = start; i < end; i++) {
            long y = function.applyAsLong(sorted[i]);
            high += y >> 32;
            low += y & 0xffffffffL;
        }
        return BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    }
}
