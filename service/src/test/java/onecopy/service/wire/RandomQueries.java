package onecopy.service.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;

/** Queries of every kind, with extreme values. */
final class RandomQueries {
    private static final List<Aggregate> AGGREGATES = List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN,
            Aggregate.MAX, Aggregate.MEAN, Aggregate.DISTINCT, Aggregate.sumOf("divisors"), Aggregate.sumOf("größe"));

    private RandomQueries() {}

    static Query next(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new RankQuery(value(random));
            case 1 -> new QuantileQuery(fraction(random));
            case 2 -> new TopQuery(1 + random.nextInt(1_000_000));
            case 3 -> new BottomQuery(1 + random.nextInt(1_000_000));
            case 4 -> new HistogramQuery(bins(random), aggregates(random));
            default -> new RangeQuery(new Range(value(random), value(random)), aggregates(random));
        };
    }

    static List<Aggregate> aggregates(Random random) {
        int first = random.nextInt(AGGREGATES.size());
        return AGGREGATES.subList(first, first + 1 + random.nextInt(AGGREGATES.size() - first));
    }

    static long value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextInt(10);
            default -> random.nextLong();
        };
    }

    private static BigDecimal fraction(Random random) {
        int scale = random.nextInt(QuantileQuery.MAX_SCALE);
        BigInteger unscaled = new BigInteger(3 * scale, random);
        return new BigDecimal(unscaled, scale);
    }

    private static Bins bins(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Bins.EqualWidth(1 + random.nextInt(Bins.MAX_BINS));
            case 1 -> new Bins.EqualDepth(1 + random.nextInt(Bins.MAX_BINS));
            default -> Bins.Edges.of(random.longs(2 + random.nextInt(9)).sorted().distinct().toArray());
        };
    }
}
