package onecopy.service.plan;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.index.IndexedData;
import onecopy.data.index.ValueIndex;
import onecopy.service.query.Bins;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Range;

/** The ranges that the bins of a histogram are over some data. */
final class BinRanges {
    private BinRanges() {}

    /**
     * {@return ascending ranges without common values}
     *
     * @param index of the data; null where there is none, which bins of equal depth need
     */
    static List<Range> of(Bins bins, IndexedData data, ValueIndex index) {
        return switch (bins) {
            case Bins.Edges(List<Long> edges) -> between(edges);
            case Bins.EqualWidth(int count) -> ofEqualWidth(count, data);
            case Bins.EqualDepth(int count) -> ofEqualDepth(count, index);
        };
    }

    private static List<Range> between(List<Long> edges) {
        List<Range> ranges = new ArrayList<>(edges.size() - 1);
        for (int i = 1; i < edges.size(); i++) {
            long to = edges.get(i);
            ranges.add(Range.between(edges.get(i - 1), i == edges.size() - 1 ? to : to - 1));
        }
        return ranges;
    }

    /** An edge is a fraction, but the integers from it on begin at the next integer. */
    private static List<Range> ofEqualWidth(int count, IndexedData data) {
        if (data.count() == 0) {
            return List.of();
        }
        List<Range> ranges = new ArrayList<>(count);
        BigInteger min = BigInteger.valueOf(data.min());
        BigInteger width = BigInteger.valueOf(data.max()).subtract(min);
        long from = data.min();
        for (int i = 1; i < count; i++) {
            BigInteger[] edge = width.multiply(BigInteger.valueOf(i)).divideAndRemainder(BigInteger.valueOf(count));
            long next = min.add(edge[0]).add(BigInteger.valueOf(edge[1].signum())).longValueExact();
            ranges.add(next == Long.MIN_VALUE ? Range.EMPTY : Range.between(from, next - 1));
            from = next;
        }
        ranges.add(Range.between(from, data.max()));
        return ranges;
    }

    private static List<Range> ofEqualDepth(int count, ValueIndex index) {
        List<Range> ranges = new ArrayList<>();
        if (index.count() == 0) {
            return ranges;
        }
        long from = index.valueAt(0);
        for (int i = 1; i <= count; i++) {
            long to = index.valueAt(QuantileQuery.rank(i, count, index.count()));
            if (ranges.isEmpty() || to > ranges.getLast().to()) {
                ranges.add(Range.between(from, to));
                from = to + 1;
            }
        }
        return ranges;
    }
}
