package onecopy.service.query;

import java.util.List;

/**
 * Aggregates over consecutive ranges.
 *
 * @param bins which ranges
 * @param aggregates at least one, without repeats; every bin of the answer holds exactly these, in this order
 */
public record HistogramQuery(Bins bins, List<Aggregate> aggregates) implements Query {
    /** Copies and checks the aggregates as {@link RangeQuery} does. */
    public HistogramQuery {
        aggregates = new RangeQuery(Range.ALL, aggregates).aggregates();
    }
}
