package onecopy.service.wire;

import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Bins;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.Query;
import onecopy.service.query.RangeQuery;

/** A query object as read, perhaps before the aggregates of its surroundings are known. */
sealed interface QueryFields {
    /** {@return how many queries it stands for} */
    int count();

    /** Adds the queries it stands for, with these aggregates where it names none. */
    void complete(DefaultAggregates defaults, List<Query> queries);

    /**
     * As many ranges of one form as there are bounds for.
     *
     * @param form what the bounds mean
     * @param bounds one after the other
     * @param aggregates those the object names itself; null where it names none
     */
    @SuppressWarnings("ArrayRecordComponent") // a million bounds, never compared
    record Ranges(RangeForm form, long[] bounds, List<Aggregate> aggregates) implements QueryFields {
        @Override
        public int count() {
            return bounds.length / form.bounds();
        }

        @Override
        public void complete(DefaultAggregates defaults, List<Query> queries) {
            List<Aggregate> wanted = aggregates == null ? defaults.ofRanges() : aggregates;
            for (int place = 0; place < bounds.length; place += form.bounds()) {
                queries.add(new RangeQuery(form.range(bounds, place), wanted));
            }
        }
    }

    /**
     * A histogram.
     *
     * @param bins its bins
     * @param aggregates those the object names itself; null where it names none
     */
    record Histogram(Bins bins, List<Aggregate> aggregates) implements QueryFields {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public void complete(DefaultAggregates defaults, List<Query> queries) {
            queries.add(new HistogramQuery(bins, aggregates == null ? defaults.ofHistograms() : aggregates));
        }
    }

    /**
     * A query that has no aggregates.
     *
     * @param query the query
     */
    record Whole(Query query) implements QueryFields {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public void complete(DefaultAggregates defaults, List<Query> queries) {
            queries.add(query);
        }
    }
}
