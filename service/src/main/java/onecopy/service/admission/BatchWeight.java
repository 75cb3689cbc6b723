package onecopy.service.admission;

import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;

/** What a batch weighs: the numbers of its questions and answers, each of them one to three hundred bytes of memory. */
public final class BatchWeight {
    /** Up to this weight a batch only takes one of the places for running batches: sixteen of them, some 100 MiB. */
    public static final long LIGHT = 32_768;
    /** What all heavier batches may weigh together; one that weighs more runs as if it weighed this. */
    public static final long HEAVY_TOGETHER = 1L << 21;

    private static final int SHORTEST_QUERY_BYTES = 2;

    private BatchWeight() {}

    /** {@return what a batch weighs} */
    public static long of(Batch batch) {
        long weight = 0;
        for (Query query : batch.queries()) {
            weight += switch (query) {
                case RangeQuery(var _, var aggregates) -> ofAnswer(aggregates);
                case TopQuery(int count) -> 1L + count;
                case BottomQuery(int count) -> 1L + count;
                case HistogramQuery(Bins.Edges(var edges), var aggregates) -> 1 + edges.size() * ofAnswer(aggregates);
                case HistogramQuery(Bins.EqualWidth(int count), var aggregates) -> 1 + count * ofAnswer(aggregates);
                case HistogramQuery(Bins.EqualDepth(int count), var aggregates) -> 1 + count * ofAnswer(aggregates);
                case RankQuery _,QuantileQuery _ -> 1;
            };
        }
        return weight;
    }

    /** The range, the list of its numbers and two of those are one to three hundred bytes. */
    private static long ofAnswer(List<Aggregate> aggregates) {
        return (aggregates.size() + 1L) / 2;
    }

    /** {@return the most queries that fit into a request of so many bytes} */
    public static long ofRequest(long bytes) {
        return bytes / SHORTEST_QUERY_BYTES;
    }
}
