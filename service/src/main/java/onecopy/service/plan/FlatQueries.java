package onecopy.service.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexedData;
import onecopy.data.index.ValueIndex;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankAnswer;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;

/**
 * A batch as one list of ranges: a query about a range is one of them, a rank two, a histogram one a bin; what asks for the
 * order of the elements has none, because only an index knows it.
 */
final class FlatQueries {
    /** What an answer of some hundred megabytes holds. */
    private static final long MAX_NUMBERS = 4_000_000;

    private final List<Query> queries;
    private final List<RangeQuery> ranges;
    private final int[] firstOfQuery;

    private FlatQueries(List<Query> queries, List<RangeQuery> ranges, int[] firstOfQuery) {
        this.queries = queries;
        this.ranges = ranges;
        this.firstOfQuery = firstOfQuery;
    }

    /**
     * Takes queries apart.
     *
     * @param index of the data; null where there is none, and no query needs one
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} where their answer would not fit into memory
     */
    static FlatQueries of(List<Query> queries, IndexedData data, ValueIndex index) {
        List<RangeQuery> ranges = new ArrayList<>(queries.size());
        int[] firstOfQuery = new int[queries.size() + 1];
        long listed = 0;
        long numbers = 0;
        for (int i = 0; i < queries.size(); i++) {
            addRanges(queries.get(i), data, index, ranges);
            firstOfQuery[i + 1] = ranges.size();
            listed += switch (queries.get(i)) {
                case TopQuery(int count) -> count;
                case BottomQuery(int count) -> count;
                default -> 0;
            };
            for (RangeQuery added : ranges.subList(firstOfQuery[i], ranges.size())) {
                numbers += added.aggregates().size();
            }
            requireFew(numbers, "numbers, as many for each range and bin as it has aggregates");
            requireFew(listed, "largest and smallest elements");
        }
        return new FlatQueries(queries, ranges, firstOfQuery);
    }

    private static void requireFew(long asked, String what) {
        if (asked > MAX_NUMBERS) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "a batch asks for at most " + MAX_NUMBERS + " " + what
                    + ": ask in several batches");
        }
    }

    private static void addRanges(Query query, IndexedData data, ValueIndex index, List<RangeQuery> into) {
        switch (query) {
            case RangeQuery range -> into.add(range);
            case RankQuery(long value) -> {
                into.add(new RangeQuery(Range.lessThan(value), List.of(Aggregate.COUNT)));
                into.add(new RangeQuery(Range.equalTo(value), List.of(Aggregate.COUNT)));
            }
            case HistogramQuery histogram -> {
                for (Range bin : BinRanges.of(histogram.bins(), data, index)) {
                    into.add(new RangeQuery(bin, histogram.aggregates()));
                }
            }
            case QuantileQuery _,TopQuery _,BottomQuery _ -> {
            }
        }
    }

    /** {@return all ranges} */
    List<RangeQuery> ranges() {
        return ranges;
    }

    /** {@return the place among {@link #ranges()} of a query's first range; that of the next query ends them} */
    int first(int query) {
        return firstOfQuery[query];
    }

    /**
     * {@return the answers to the batch}
     *
     * @param answers to each of the ranges
     * @param lookup answers what has no ranges; null where every query has
     */
    List<Answer> assemble(RangeAnswer[] answers, IndexLookup lookup) {
        Answer[] assembled = new Answer[queries.size()];
        for (int i = 0; i < assembled.length; i++) {
            int first = firstOfQuery[i];
            assembled[i] = switch (queries.get(i)) {
                case RangeQuery _ -> answers[first];
                case RankQuery rank -> new RankAnswer(rank, count(answers[first]), count(answers[first + 1]));
                case HistogramQuery histogram -> new HistogramAnswer(histogram,
                        Arrays.asList(answers).subList(first, firstOfQuery[i + 1]));
                case QuantileQuery quantile -> lookup.quantile(quantile);
                case TopQuery top -> lookup.top(top);
                case BottomQuery bottom -> lookup.bottom(bottom);
            };
        }
        return Arrays.asList(assembled);
    }

    private static long count(RangeAnswer answer) {
        return (Long) answer.values().getFirst();
    }
}
