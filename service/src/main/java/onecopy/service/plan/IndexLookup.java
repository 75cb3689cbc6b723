package onecopy.service.plan;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecopy.data.index.IndexCursor;
import onecopy.data.index.StoredFunction;
import onecopy.data.index.Total128;
import onecopy.data.index.ValueIndex;
import onecopy.service.query.Aggregate;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.QuantileAnswer;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;

/**
 * Answers queries by searching an index. For one thread; throws {@link onecopy.data.fault.OnecopyException} with {@link
 * onecopy.data.fault.Fault#CORRUPT} where a damaged piece of the index would have been needed.
 */
final class IndexLookup {
    private static final int MOST_TOGETHER = 256;

    private final ValueIndex index;
    private final int together;
    private final long[] lowerBounds;
    private final long[] upperBounds;
    private final long[] lowerEntries;
    private final long[] upperEntries;
    private final IndexCursor lower;
    private final IndexCursor upper;
    private final Total128 total = new Total128();
    private final Total128 before = new Total128();
    private final Map<String, StoredFunction> stored = new HashMap<>();

    /**
     * @param stored functions whose running totals may be used
     * @param ranges how many ranges there will be to answer
     */
    IndexLookup(ValueIndex index, List<StoredFunction> stored, int ranges) {
        this.together = Math.min(ranges, MOST_TOGETHER);
        this.lowerBounds = new long[together];
        this.upperBounds = new long[together];
        this.lowerEntries = new long[together];
        this.upperEntries = new long[together];
        this.index = index;
        this.lower = index.cursor();
        this.upper = index.cursor();
        stored.forEach(function -> this.stored.put(function.function().name(), function));
    }

    /**
     * Answers queries about ranges. A value is null in the place of a function that is not one of those stored.
     *
     * @param places of the queries, and of their answers
     * @param from first of the places to be answered
     * @param to after the last of them
     * @param requireTime throws where there is no time for more of them
     */
    void answer(List<RangeQuery> queries, int[] places, int from, int to, RangeAnswer[] answers, Runnable requireTime) {
        for (int first = from; first < to; first += together) {
            requireTime.run();
            answerGroup(queries, places, first, Math.min(to, first + together), answers);
        }
    }

    private void answerGroup(List<RangeQuery> queries, int[] places, int from, int to, RangeAnswer[] answers) {
        boolean bounded = false;
        for (int i = from; i < to; i++) {
            Range range = queries.get(places[i]).range();
            bounded |= range.from() > Long.MIN_VALUE;
            lowerBounds[i - from] = Math.max(range.from(), Long.MIN_VALUE + 1) - 1;
            upperBounds[i - from] = range.to();
        }
        if (bounded) {
            lower.entriesAtMost(lowerBounds, to - from, lowerEntries);
        }
        upper.entriesAtMost(upperBounds, to - from, upperEntries);
        for (int i = from; i < to; i++) {
            RangeQuery query = queries.get(places[i]);
            Range range = query.range();
            upper.seekEntry(range.isEmpty() ? 0 : upperEntries[i - from]);
            lower.seekEntry(range.isEmpty() || range.from() == Long.MIN_VALUE ? 0 : lowerEntries[i - from]);
            answers[places[i]] = new RangeAnswer(query, values(query.aggregates()));
        }
    }

    private List<Number> values(List<Aggregate> aggregates) {
        Number[] values = new Number[aggregates.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(aggregates.get(i));
        }
        return Arrays.asList(values);
    }

    private Number value(Aggregate aggregate) {
        return switch (aggregate) {
            case Aggregate.Builtin.COUNT -> count();
            case Aggregate.Builtin.SUM -> sum();
            case Aggregate.Builtin.MIN -> count() == 0 ? null : lower.valueAfter();
            case Aggregate.Builtin.MAX -> count() == 0 ? null : upper.valueBefore();
            case Aggregate.Builtin.MEAN -> count() == 0 ? null : ExactMean.of(sum(), count());
            case Aggregate.Builtin.DISTINCT -> upper.distinct() - lower.distinct();
            case Aggregate.FunctionSum(String label) -> functionSum(stored.get(label));
        };
    }

    private long count() {
        return upper.count() - lower.count();
    }

    private BigInteger sum() {
        upper.sum(total);
        lower.sum(before);
        return total.subtract(before).toBigInteger();
    }

    private BigInteger functionSum(StoredFunction function) {
        if (function == null) {
            return null;
        }
        upper.functionSum(function, total);
        lower.functionSum(function, before);
        return total.subtract(before).toBigInteger();
    }

    QuantileAnswer quantile(QuantileQuery query) {
        return new QuantileAnswer(query, index.count() == 0 ? null : index.valueAt(query.rankAmong(index.count())));
    }

    ValuesAnswer bottom(BottomQuery query) {
        return new ValuesAnswer(query, values(0, (int) Math.min(query.count(), index.count())));
    }

    ValuesAnswer top(TopQuery query) {
        int length = (int) Math.min(query.count(), index.count());
        return new ValuesAnswer(query, values(index.count() - length, length).reversed());
    }

    private List<Long> values(long firstRank, int length) {
        long[] values = new long[length];
        index.copyValues(firstRank, values, length);
        List<Long> boxed = new ArrayList<>(length);
        for (long value : values) {
            boxed.add(value);
        }
        return boxed;
    }
}
