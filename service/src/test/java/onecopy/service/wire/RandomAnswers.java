package onecopy.service.wire;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.QuantileAnswer;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankAnswer;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;

/** Answers of the right kind for a query; they are not true. */
final class RandomAnswers {
    private RandomAnswers() {}

    static Answer to(Query query, Random random) {
        return switch (query) {
            case RangeQuery range -> toRange(range, random);
            case RankQuery rank -> new RankAnswer(rank, random.nextLong() >>> 1, random.nextInt(1_000));
            case QuantileQuery quantile ->
                new QuantileAnswer(quantile, random.nextInt(3) == 0 ? null : RandomQueries.value(random));
            case TopQuery top -> new ValuesAnswer(top, values(top.count(), random));
            case BottomQuery bottom -> new ValuesAnswer(bottom, values(bottom.count(), random));
            case HistogramQuery histogram ->
                new HistogramAnswer(histogram, Stream.generate(() -> toRange(bin(histogram, random), random))
                        .limit(random.nextInt(9)).toList());
        };
    }

    private static RangeQuery bin(HistogramQuery histogram, Random random) {
        return new RangeQuery(new Range(RandomQueries.value(random), RandomQueries.value(random)),
                histogram.aggregates());
    }

    private static List<Long> values(int atMost, Random random) {
        return Stream.generate(() -> RandomQueries.value(random)).limit(random.nextInt(Math.min(atMost, 9) + 1))
                .toList();
    }

    private static RangeAnswer toRange(RangeQuery query, Random random) {
        List<Number> values = new ArrayList<>();
        for (Aggregate aggregate : query.aggregates()) {
            values.add(toAggregate(aggregate, random));
        }
        return new RangeAnswer(query, values);
    }

    private static Number toAggregate(Aggregate aggregate, Random random) {
        return switch (aggregate) {
            case Aggregate.FunctionSum _ -> sum(random);
            case Aggregate.Builtin.SUM -> sum(random);
            case Aggregate.Builtin.COUNT, Aggregate.Builtin.DISTINCT -> random.nextLong() >>> 1;
            case Aggregate.Builtin.MIN, Aggregate.Builtin.MAX ->
                random.nextInt(3) == 0 ? null : (Long) RandomQueries.value(random);
            case Aggregate.Builtin.MEAN -> random.nextInt(3) == 0 ? null : (Double) random.nextGaussian();
        };
    }

    private static BigInteger sum(Random random) {
        return new BigInteger(1 + random.nextInt(127), random)
                .subtract(BigInteger.valueOf(RandomQueries.value(random)));
    }
}
