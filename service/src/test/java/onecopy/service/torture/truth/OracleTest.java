package onecopy.service.torture.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import onecopy.data.ElementType;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.Bins;
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
import org.junit.jupiter.api.Test;

/** An oracle that accepts anything would make every torture a success. */
class OracleTest {
    private final Numbers numbers = Numbers.draw(new Shape(Shape.Kind.SORTED, ElementType.INT32, 13, true),
            new SplittableRandom(1));
    private final Oracle oracle = new Oracle(numbers);

    private void requireOnly(Answer right, Answer wrong) {
        Query query = right.query();
        assertThat(oracle.complaint(List.of(query), List.of(right))).isEmpty();
        assertThat(oracle.complaint(List.of(query), List.of(wrong))).isPresent();
    }

    @Test
    void shouldTellARightCountFromAWrongOne() {
        RangeQuery query = new RangeQuery(Range.ALL, List.of(Aggregate.COUNT));

        requireOnly(new RangeAnswer(query, List.of(13L)), new RangeAnswer(query, List.of(12L)));
    }

    @Test
    void shouldTellARightSumFromAWrongOne() {
        RangeQuery query = new RangeQuery(Range.ALL, List.of(Aggregate.SUM));
        BigInteger sum = Arrays.stream(numbers.values()).mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::add);

        requireOnly(new RangeAnswer(query, List.of(sum)), new RangeAnswer(query, List.of(sum.add(BigInteger.ONE))));
    }

    @Test
    void shouldKnowThatNothingHasNoExtremes() {
        RangeQuery query = new RangeQuery(Range.EMPTY, List.of(Aggregate.MIN, Aggregate.MEAN));

        requireOnly(new RangeAnswer(query, Arrays.asList(null, null)), new RangeAnswer(query, Arrays.asList(0L, null)));
    }

    @Test
    void shouldTellRanksQuantilesAndListsFromWrongOnes() {
        requireOnly(new RankAnswer(new RankQuery(numbers.min()), 0, Arrays.stream(numbers.values())
                .filter(x -> x == numbers.min()).count()), new RankAnswer(new RankQuery(numbers.min()), 1, 1));
        QuantileQuery median = new QuantileQuery(new BigDecimal("0.5"));
        requireOnly(new QuantileAnswer(median, numbers.values()[6]),
                new QuantileAnswer(median, numbers.values()[6] + 100));
        TopQuery top = new TopQuery(1);
        requireOnly(new ValuesAnswer(top, List.of(numbers.max())),
                new ValuesAnswer(top, List.of(numbers.max(), numbers.max())));
    }

    @Test
    void shouldNoticeABinThatLost() {
        HistogramQuery query = new HistogramQuery(new Bins.Edges(List.of(numbers.min(), numbers.max())),
                List.of(Aggregate.COUNT));
        RangeQuery all = new RangeQuery(Range.between(numbers.min(), numbers.max()), List.of(Aggregate.COUNT));
        long last = Arrays.stream(numbers.values()).filter(x -> x == numbers.max()).count();
        RangeQuery less = new RangeQuery(Range.between(numbers.min(), numbers.max() - 1), List.of(Aggregate.COUNT));

        requireOnly(new HistogramAnswer(query, List.of(new RangeAnswer(all, List.of(13L)))),
                new HistogramAnswer(query, List.of(new RangeAnswer(less, List.of(13L - last)))));
    }

    @Test
    void shouldRefuseAnswersToOtherQuestions() {
        RangeQuery query = new RangeQuery(Range.ALL, List.of(Aggregate.COUNT));
        RangeQuery other = new RangeQuery(Range.atMost(numbers.max()), List.of(Aggregate.COUNT));

        assertThat(oracle.complaint(List.of(query), List.of(new RangeAnswer(other, List.of(13L))))).isPresent();
        assertThat(oracle.complaint(List.of(query), new ArrayList<>())).isPresent();
    }

    @Test
    void shouldCountDivisorsAsAnybodyWould() {
        RangeQuery query = new RangeQuery(Range.equalTo(numbers.max()), List.of(Aggregate.sumOf("divisors")));
        long max = numbers.max();
        long divisors = java.util.stream.LongStream.rangeClosed(1, max).filter(d -> max % d == 0).count()
                * Arrays.stream(numbers.values()).filter(x -> x == max).count();

        requireOnly(new RangeAnswer(query, List.of(BigInteger.valueOf(divisors))),
                new RangeAnswer(query, List.of(BigInteger.valueOf(divisors + 1))));
    }
}
