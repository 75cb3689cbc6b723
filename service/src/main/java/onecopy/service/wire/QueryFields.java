package onecopy.service.wire;

import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Query;
import onecopy.service.query.Range;

/**
 * A query as read, perhaps before the aggregates of its surroundings are known.
 *
 * @param range its range
 * @param aggregates those it names itself; null where it names none
 */
record QueryFields(Range range, List<Aggregate> aggregates) {
    /** {@return the query, with these aggregates where it names none} */
    Query complete(List<Aggregate> defaults) {
        return new Query(range, aggregates == null ? defaults : aggregates);
    }
}
