package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.client.OnecopyClient;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.ServiceStatus;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service of two workers, asked over HTTP. */
class ServeTest {
    private static final long SEED = 77_003;
    private static final int ELEMENTS = 300_000;
    private static final int HEAVY_ELEMENTS = 400_000;
    private static final ElementFunction DIVISORS = FunctionRegistry.of().require("divisors");

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static long[] values;

    @BeforeAll
    static void serve() {
        fleet = new TestFleet(folder);
        values = new Random(SEED).longs(ELEMENTS, -1_000, 10_000).toArray();
        values[17] = Long.MAX_VALUE;
        values[18] = Long.MIN_VALUE;
        fleet.load("mixed", values);
        fleet.load("heavy", new Random(SEED).longs(HEAVY_ELEMENTS, Long.MAX_VALUE / 2, Long.MAX_VALUE).toArray());
        fleet.load("empty");
        fleet.startService("serve", "--workers", "2");
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static Batch batch(String dataset, List<Query> queries) {
        return new Batch(dataset, queries, PlanKind.AUTO, Duration.ofMinutes(1));
    }

    private static Batch heavy(Duration timeout) {
        return new Batch("heavy", List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf("divisors")))),
                PlanKind.AUTO,
                timeout);
    }

    private static List<Number> oracle(RangeQuery query) {
        long count = 0;
        BigInteger sum = BigInteger.ZERO;
        BigInteger divisors = BigInteger.ZERO;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        boolean functions = query.aggregates().contains(Aggregate.sumOf("divisors"));
        for (long x : values) {
            if (query.range().contains(x)) {
                count++;
                sum = sum.add(BigInteger.valueOf(x));
                min = Math.min(min, x);
                max = Math.max(max, x);
                divisors = functions ? divisors.add(BigInteger.valueOf(DIVISORS.apply(x))) : divisors;
            }
        }
        List<Number> expected = new ArrayList<>();
        for (Aggregate aggregate : query.aggregates()) {
            expected.add(switch (aggregate.label()) {
                case "count" -> (Number) count;
                case "sum" -> sum;
                case "min" -> count == 0 ? null : min;
                case "max" -> count == 0 ? null : max;
                case "mean" -> count == 0
                        ? null
                        : new BigDecimal(sum)
                                .divide(BigDecimal.valueOf(count), new MathContext(60)).doubleValue();
                default -> divisors;
            });
        }
        return expected;
    }

    private static void assertExact(BatchAnswer answer, Batch batch) {
        assertThat(answer.rangeAnswers()).hasSize(batch.queries().size());
        for (int i = 0; i < batch.queries().size(); i++) {
            RangeQuery query = (RangeQuery) batch.queries().get(i);
            RangeAnswer got = answer.rangeAnswers().get(i);
            assertThat(got.query()).isEqualTo(query);
            assertThat(got.values()).as("seed %d, %s", SEED, query).isEqualTo(oracle(query));
        }
    }

    @Test
    void shouldAnswerEveryRangeAndAggregateLikeTheOracle() {
        List<Aggregate> all = List.of(Aggregate.MEAN, Aggregate.COUNT, Aggregate.sumOf("divisors"), Aggregate.SUM,
                Aggregate.MAX, Aggregate.MIN);
        List<Query> queries = new ArrayList<>();
        for (Range range : List.of(Range.ALL, Range.EMPTY, Range.atMost(5_000), Range.lessThan(-999),
                Range.atLeast(9_999), Range.greaterThan(Long.MAX_VALUE - 1), Range.equalTo(0),
                Range.between(-10, 10), Range.between(10, -10), Range.atMost(5_000), Range.equalTo(Long.MIN_VALUE))) {
            queries.add(new RangeQuery(range, all));
        }
        Batch batch = batch("mixed", queries);
        BatchAnswer answer = fleet.client().query(batch);
        assertExact(answer, batch);
        assertThat(answer.dataset()).isEqualTo("mixed");
        assertThat(answer.version()).isEqualTo(1);
        assertThat(answer.elements()).isEqualTo(ELEMENTS);
        assertThat(answer.scannedElements()).isEqualTo(ELEMENTS);
        assertThat(answer.plan()).isEqualTo(PlanKind.SCAN);
        assertThat(answer.workers()).isBetween(1, 2);
    }

    @Test
    void shouldAnswerThousandsOfDistinctThresholdsInSeveralPasses() {
        List<Query> queries = new ArrayList<>();
        for (long threshold = -500; threshold < 9_000; threshold++) {
            queries.add(new RangeQuery(Range.atMost(threshold), List.of(Aggregate.COUNT)));
        }
        BatchAnswer answer = fleet.client().query(batch("mixed", queries));
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        for (RangeAnswer one : answer.rangeAnswers()) {
            long threshold = one.query().range().to();
            int below = Arrays.binarySearch(sorted, threshold);
            int end = below < 0 ? -below - 1 : below;
            while (end < sorted.length && sorted[end] == threshold) {
                end++;
            }
            assertThat(one.values()).as("seed %d, threshold %d", SEED, threshold).containsExactly((long) end);
        }
        assertThat(answer.scannedElements()).isEqualTo(3L * ELEMENTS);
    }

    @Test
    void shouldAnswerManyBatchesAtTheSameTime() throws Exception {
        Random random = new Random(SEED);
        List<Callable<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Batch batch = batch("mixed", List.of(
                    new RangeQuery(Range.between(random.nextLong(-1_000, 0), random.nextLong(0, 10_000)),
                            List.of(Aggregate.COUNT, Aggregate.SUM)),
                    new RangeQuery(Range.atMost(random.nextLong(10_000)), List.of(Aggregate.sumOf("divisors")))));
            callers.add(() -> {
                assertExact(fleet.client().query(batch), batch);
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(callers.size())) {
            for (Future<Void> done : threads.invokeAll(callers)) {
                done.get();
            }
        }
    }

    @Test
    void shouldAnswerNothingWithoutComputing() {
        BatchAnswer noQueries = fleet.client().query(batch("mixed", List.of()));
        assertThat(noQueries.rangeAnswers()).isEmpty();
        assertThat(noQueries.scannedElements()).isZero();
        BatchAnswer noElements = fleet.client().query(batch("empty", List.of(new RangeQuery(Range.ALL,
                List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN, Aggregate.MEAN, Aggregate.sumOf("divisors"))))));
        assertThat(noElements.rangeAnswers().getFirst().values()).containsExactly(0L, BigInteger.ZERO, null, null,
                BigInteger.ZERO);
    }

    @Test
    void shouldEndABatchAtItsDeadlineAndGoOn() {
        long startNs = System.nanoTime();
        assertThatThrownBy(() -> fleet.client().query(heavy(Duration.ofMillis(300)))).isInstanceOfSatisfying(
                OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT))
                .hasMessageContaining("did not finish within 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(5));
        Batch light = batch("mixed", List.of(new RangeQuery(Range.atMost(7), List.of(Aggregate.COUNT))));
        assertExact(fleet.client().query(light), light);
    }

    @Test
    void shouldLetALightBatchPassAHeavyOne() throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> heavy = thread.submit(() -> assertThatThrownBy(
                    () -> fleet.client().query(heavy(Duration.ofSeconds(4)))).isInstanceOf(OnecopyException.class));
            TestFleet.await("the heavy batch runs", () -> fleet.client().status().runningBatches() == 1);
            Batch light = batch("mixed", List.of(new RangeQuery(Range.atMost(7), List.of(Aggregate.COUNT))));
            assertExact(fleet.client().query(light), light);
            assertThat(heavy.isDone()).isFalse();
            heavy.get();
        }
    }

    @Test
    void shouldSayWhatIsWrongWithARequest() {
        OnecopyClient client = fleet.client();
        RangeQuery count = new RangeQuery(Range.ALL, List.of(Aggregate.COUNT));
        assertFault(Fault.NOT_FOUND, "'nix'", () -> client.query(batch("nix", List.of(count))));
        assertFault(Fault.INVALID_ARGUMENT, "divisors", () -> client.query(
                batch("mixed", List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf("nope")))))));
        assertFault(Fault.INVALID_ARGUMENT, "has no index", () -> client.query(
                new Batch("mixed", List.of(count), PlanKind.INDEX, Duration.ofSeconds(5))));
    }

    private static void assertFault(Fault fault, String part,
            ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(fault)).hasMessageContaining(part);
    }

    @Test
    void shouldExplainWhereAsked() {
        Batch batch = batch("mixed", List.of(new RangeQuery(Range.atMost(7), List.of(Aggregate.COUNT))));
        assertThat(fleet.client().explain(batch).explanation()).hasValueSatisfying(explanation -> {
            assertThat(explanation.passes()).isEqualTo(1);
            assertThat(explanation.distinctCuts()).isEqualTo(1);
            assertThat(explanation.chunkPolicy()).isEqualTo("guided");
        });
    }

    @Test
    void shouldReplaceAWorkerThatIsKilledInTheMiddleOfABatch() throws Exception {
        long[] some = Arrays.copyOf(new Random(SEED + 1).longs(100_000, 1L << 40, 1L << 41).toArray(), 100_000);
        fleet.load("medium", some);
        BigInteger expected = Arrays.stream(some).map(DIVISORS::apply).mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::add);
        Batch batch = batch("medium", List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf("divisors")))));
        List<Long> before = fleet.client().status().workers();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<BatchAnswer> answer = thread.submit(() -> fleet.client().query(batch));
            TestFleet.await("the batch runs", () -> answer.isDone() || fleet.client().status().runningBatches() == 1);
            ProcessHandle.of(before.getFirst()).orElseThrow().destroyForcibly();
            assertThat(answer.get().rangeAnswers().getFirst().values()).as("seed %d", SEED + 1)
                    .containsExactly(expected);
        }
        TestFleet.await("a replacement joins", () -> {
            ServiceStatus status = fleet.client().status();
            return status.workers().size() == 2 && !status.workers().contains(before.getFirst());
        });
    }
}
