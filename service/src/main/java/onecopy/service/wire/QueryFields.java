package onecopy.service.wire;

import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;

/**
 * A query as read, perhaps before the aggregates of its surroundings are known.
 *
 * @param range its range
 * @param aggregates those it names itself; null where it names none
 */
record QueryFields(Range range, List<Aggregate> aggregates) {
    /** {@return the query, with these aggregates where it names none} */
    RangeQuery complete(List<Aggregate> defaults) {
        return new RangeQuery(range, aggregates == null ? defaults : aggregates);
    }
}
