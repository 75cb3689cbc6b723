package onecopy.service.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScanPlanTest {
    private static final long SEED = 11;
    private static final Aggregate DIVISORS = Aggregate.sumOf("divisors");
    private static final List<Aggregate> ALL_AGGREGATES = List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN,
            Aggregate.MAX, Aggregate.MEAN, DIVISORS);

    private final FunctionRegistry functions = FunctionRegistry.of();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldAnswerLikeBruteForce(ElementType type) {
        for (int round = 0; round < 40; round++) {
            int bits = random.nextInt(1, type.widthBytes() * Byte.SIZE + 1);
            long[] elements = LongStream.generate(() -> element(type, bits)).limit(random.nextInt(200)).toArray();
            List<RangeQuery> queries = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                queries.add(new RangeQuery(range(type, bits), someAggregates()));
            }
            RangeAnswer[] answers = answer(elements, type, queries);
            for (int i = 0; i < answers.length; i++) {
                assertThat(answers[i]).as("seed %d, round %d", SEED, round)
                        .isEqualTo(bruteForce(queries.get(i), elements));
            }
        }
    }

    @Test
    void shouldAnswerTheWorkedExample() {
        RangeQuery query = new RangeQuery(Range.atMost(7), List.of(DIVISORS));
        assertThat(answer(new long[]{4, 7, 6, 8, 11, 9}, ElementType.INT32, List.of(query))[0].values())
                .containsExactly(BigInteger.valueOf(9));
    }

    @Test
    void shouldPlanNothingForABatchWithoutQueries() {
        assertThat(plan(List.of(), ElementType.INT32)).isEmpty();
    }

    @Test
    void shouldAccumulateOnlyWhatIsAskedFor() {
        List<RangeQuery> queries = List.of(new RangeQuery(Range.atMost(5), List.of(Aggregate.COUNT)),
                new RangeQuery(Range.between(10, 20), List.of(DIVISORS, Aggregate.COUNT)),
                new RangeQuery(Range.atMost(5), List.of(Aggregate.COUNT)));
        List<ScanPlan> plans = plan(queries, ElementType.INT64);
        assertThat(plans).hasSize(1);
        assertThat(plans.getFirst().spec().cuts()).containsExactly(5, 9, 20);
        assertThat(plans.getFirst().spec().sums()).isFalse();
        assertThat(plans.getFirst().spec().extremes()).isFalse();
        assertThat(plans.getFirst().spec().functionIntervals()).containsExactly(0b0100);
    }

    @Test
    void shouldNeedNoCutsAtTheEndsOfTheType() {
        List<Aggregate> count = List.of(Aggregate.COUNT);
        List<RangeQuery> queries = List.of(new RangeQuery(Range.ALL, count), new RangeQuery(Range.EMPTY, count),
                new RangeQuery(new Range(Integer.MIN_VALUE, Integer.MAX_VALUE), count),
                new RangeQuery(Range.atLeast(1L << 40), count), new RangeQuery(Range.atMost(-1L << 40), count));
        assertThat(plan(queries, ElementType.INT32).getFirst().spec().cuts()).isEmpty();
        assertThat(Arrays.stream(answer(new long[]{1, 2}, ElementType.INT32, queries)).map(a -> a.values().getFirst()))
                .containsExactly(2L, 0L, 2L, 0L, 0L);
    }

    @Test
    void shouldMakeSeveralPassesOfAHugeBatch() {
        long[] elements = LongStream.range(0, 30_000).toArray();
        List<RangeQuery> queries = LongStream.range(0, 10_000)
                .mapToObj(i -> new RangeQuery(Range.between(i, 3 * i), List.of(Aggregate.SUM))).toList();
        List<ScanPlan> plans = plan(queries, ElementType.INT32);
        assertThat(plans).hasSizeGreaterThan(1)
                .allSatisfy(plan -> assertThat(plan.spec().cuts()).hasSizeLessThanOrEqualTo(ScanPlan.MAX_CUTS));
        RangeAnswer[] answers = answer(elements, ElementType.INT32, queries);
        for (long i = 0; i < answers.length; i++) {
            long end = Math.min(3 * i, elements.length - 1);
            assertThat(answers[(int) i].values()).containsExactly(BigInteger.valueOf((i + end) * (end - i + 1) / 2));
        }
    }

    @Test
    void shouldNameTheFunctionsThatExist() {
        List<RangeQuery> queries = List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf("divisor"))));
        assertThatThrownBy(() -> plan(queries, ElementType.INT32)).isInstanceOf(OnecopyException.class)
                .hasMessageContaining("'divisor'").hasMessageContaining("divisors");
    }

    private List<ScanPlan> plan(List<RangeQuery> queries, ElementType type) {
        return ScanPlan.of(queries, type, functions);
    }

    private RangeAnswer[] answer(long[] elements, ElementType type, List<RangeQuery> queries) {
        MemorySegment values = type == ElementType.INT64
                ? MemorySegment.ofArray(elements)
                : MemorySegment.ofArray(Arrays.stream(elements).mapToInt(Math::toIntExact).toArray());
        RangeAnswer[] answers = new RangeAnswer[queries.size()];
        for (ScanPlan plan : plan(queries, type)) {
            Partial partial = new Partial(plan.spec());
            ScanKernel.fastest().scan(values, 0, elements.length, plan.spec(), partial);
            plan.answerInto(partial, answers);
        }
        return answers;
    }

    private RangeAnswer bruteForce(RangeQuery query, long[] elements) {
        long[] inside = Arrays.stream(elements).filter(query.range()::contains).toArray();
        BigInteger sum = Arrays.stream(inside).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        List<Number> values = new ArrayList<>();
        for (Aggregate aggregate : query.aggregates()) {
            boolean none = inside.length == 0;
            values.add(switch (aggregate.label()) {
                case "count" -> Long.valueOf(inside.length);
                case "sum" -> sum;
                case "min" -> none ? null : Long.valueOf(Arrays.stream(inside).min().getAsLong());
                case "max" -> none ? null : Long.valueOf(Arrays.stream(inside).max().getAsLong());
                case "mean" -> none ? null : mean(sum, inside.length);
                default -> BigInteger.valueOf(
                        Arrays.stream(inside).map(functions.require("divisors")::apply).sum());
            });
        }
        return new RangeAnswer(query, values);
    }

    private static Double mean(BigInteger sum, int count) {
        return new BigDecimal(sum).divide(BigDecimal.valueOf(count), new MathContext(60)).doubleValue();
    }

    private List<Aggregate> someAggregates() {
        List<Aggregate> some = ALL_AGGREGATES.stream().filter(_ -> random.nextBoolean()).toList();
        return some.isEmpty() ? ALL_AGGREGATES : some;
    }

    private Range range(ElementType type, int bits) {
        return switch (random.nextInt(8)) {
            case 0 -> Range.atMost(element(type, bits));
            case 1 -> Range.atLeast(element(type, bits));
            case 2 -> Range.lessThan(element(type, bits));
            case 3 -> Range.greaterThan(element(type, bits));
            case 4 -> Range.equalTo(element(type, bits));
            case 5 -> Range.between(random.nextLong(), random.nextLong());
            default -> Range.between(element(type, bits), element(type, bits));
        };
    }

    private long element(ElementType type, int bits) {
        long x = random.nextLong() >> (Long.SIZE - bits);
        return random.nextInt(20) > 0 ? x : random.nextBoolean() ? type.minValue() : type.maxValue();
    }
}
