package onecopy.service.query;

import java.util.List;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * A range and what to compute over it.
 *
 * @param range the values asked about
 * @param aggregates at least one, without repeats; the answer holds exactly these, in this order
 */
public record RangeQuery(Range range, List<Aggregate> aggregates) implements Query {
    /**
     * Checks and copies the aggregates.
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} where none is given or one twice
     */
    public RangeQuery {
        aggregates = List.copyOf(aggregates);
        if (aggregates.isEmpty()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "a query needs at least one aggregate");
        }
        for (int i = 1; i < aggregates.size(); i++) {
            if (aggregates.indexOf(aggregates.get(i)) < i) {
                throw new OnecopyException(Fault.INVALID_ARGUMENT,
                        "aggregate '" + Excerpt.of(aggregates.get(i).label()) + "' is asked for twice in one query");
            }
        }
    }
}
