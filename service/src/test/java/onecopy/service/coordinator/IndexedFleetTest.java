package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.Divisors;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexForm;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.PlanKind;
import onecopy.service.query.QuantileAnswer;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankAnswer;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;
import onecopy.service.wire.ExplainedAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service of two workers over datasets with and without an index, asked over HTTP. */
class IndexedFleetTest {
    private static final long SEED = 4_711;
    private static final int ELEMENTS = 200_000;
    private static final Aggregate DIVISORS = Aggregate.sumOf("divisors");
    private static final List<Aggregate> AGGREGATES = List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN,
            Aggregate.MAX, DIVISORS);

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static long[] values;

    @BeforeAll
    static void serve() {
        fleet = new TestFleet(folder);
        values = new Random(SEED).longs(ELEMENTS, -100, 5_000).toArray();
        for (String name : List.of("indexed", "late", "damaged", "evaluated")) {
            fleet.load(name, values);
        }
        fleet.load("rising", IntStream.range(0, ELEMENTS).asLongStream().toArray());
        index("indexed", IndexOptions.DEFAULT.withFunctions(List.of(new Divisors())));
        index("damaged", IndexOptions.DEFAULT.withForm(IndexForm.SORTED));
        index("evaluated", IndexOptions.DEFAULT);
        fleet.startService("serve", "--workers", "2");
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static void index(String name, IndexOptions options) {
        try (DatasetVersion version = fleet.store().open(DatasetReference.parse(name))) {
            IndexPublisher.publish(version, options);
        }
    }

    private static ExplainedAnswer ask(String dataset, PlanKind plan, Query... queries) {
        return fleet.client().explain(new Batch(dataset, List.of(queries), plan, Duration.ofMinutes(1)));
    }

    private static RangeQuery about(Range range, Aggregate... aggregates) {
        return new RangeQuery(range, List.of(aggregates));
    }

    @Test
    void shouldAnswerFromTheIndexAsByAScan() {
        Query[] queries = new Random(SEED).longs(60, -200, 5_200)
                .mapToObj(n -> new RangeQuery(n % 2 == 0 ? Range.atMost(n) : Range.between(n - 700, n), AGGREGATES))
                .toArray(Query[]::new);
        ExplainedAnswer found = ask("indexed", PlanKind.AUTO, queries);
        ExplainedAnswer scanned = ask("indexed", PlanKind.SCAN, queries);
        assertThat(found.answer().plan()).isEqualTo(PlanKind.INDEX);
        assertThat(found.answer().scannedElements()).isZero();
        assertThat(scanned.answer().plan()).isEqualTo(PlanKind.SCAN);
        assertThat(scanned.answer().scannedElements()).isEqualTo(ELEMENTS);
        assertThat(found.answer().answers()).isEqualTo(scanned.answer().answers());
        assertThat(found.explanation().orElseThrow().lookups()).isPositive();
    }

    @Test
    void shouldAnswerTheOtherQuestions() {
        long[] sorted = Arrays.stream(values).sorted().toArray();
        List<Answer> answers = ask("indexed", PlanKind.AUTO, new RankQuery(77),
                new QuantileQuery(new BigDecimal("0.5")), new TopQuery(2), new BottomQuery(3),
                new HistogramQuery(new Bins.EqualDepth(4), List.of(Aggregate.COUNT)),
                about(Range.ALL, Aggregate.DISTINCT)).answer().answers();
        assertThat(((RankAnswer) answers.get(0)).rank()).isEqualTo(Arrays.stream(values).filter(x -> x < 77).count());
        assertThat(((QuantileAnswer) answers.get(1)).value()).isEqualTo(sorted[ELEMENTS / 2 - 1]);
        assertThat(((ValuesAnswer) answers.get(2)).values()).containsExactly(sorted[ELEMENTS - 1],
                sorted[ELEMENTS - 2]);
        assertThat(((ValuesAnswer) answers.get(3)).values()).containsExactly(sorted[0], sorted[1], sorted[2]);
        assertThat(((HistogramAnswer) answers.get(4)).bins()).hasSize(4);
        assertThat(answers.get(5)).extracting("values").isEqualTo(List.of(Arrays.stream(values).distinct().count()));
    }

    @Test
    void shouldEvaluateAFunctionOncePerDistinctValueOnTheWorkers() {
        RangeQuery query = about(Range.between(3, 4_000), Aggregate.COUNT, DIVISORS);
        ExplainedAnswer answer = ask("evaluated", PlanKind.AUTO, query, new QuantileQuery(BigDecimal.ONE));
        assertThat(answer.answer().plan()).isEqualTo(PlanKind.INDEX);
        assertThat(answer.answer().workers()).isPositive();
        assertThat(answer.explanation().orElseThrow().evaluatedEntries()).isBetween(1L, 5_100L);
        assertThat(answer.explanation().orElseThrow().notes()).anyMatch(note -> note.contains("'divisors'"));
        assertThat(answer.answer().answers().getFirst())
                .isEqualTo(ask("indexed", PlanKind.SCAN, query).answer().answers().getFirst());
    }

    @Test
    void shouldUseAnIndexThatIsBuiltOrReplacedWhileItServes() {
        RangeQuery query = about(Range.atMost(1_000), Aggregate.COUNT, Aggregate.SUM);
        BatchAnswer before = ask("late", PlanKind.AUTO, query).answer();
        assertThat(before.plan()).isNotEqualTo(PlanKind.INDEX);
        assertThatThrownBy(() -> ask("late", PlanKind.INDEX, query)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT))
                .hasMessageContainingAll("late@1 has no index", "onecopy index late");
        for (IndexForm form : IndexForm.values()) {
            index("late", IndexOptions.DEFAULT.withForm(form));
            BatchAnswer after = ask("late", PlanKind.INDEX, query).answer();
            assertThat(after.plan()).isEqualTo(PlanKind.INDEX);
            assertThat(after.answers()).isEqualTo(before.answers());
        }
    }

    @Test
    void shouldScanAndSaySoWhereTheIndexIsDamaged() throws IOException {
        RangeQuery query = about(Range.between(10, 2_000), Aggregate.COUNT, Aggregate.SUM);
        BatchAnswer right = ask("indexed", PlanKind.SCAN, query).answer();
        flipABitOfEveryPage("damaged");
        assertThatThrownBy(() -> ask("damaged", PlanKind.INDEX, query)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT)).hasMessageContaining("onecopy index");
        for (PlanKind plan : List.of(PlanKind.AUTO, PlanKind.AUTO, PlanKind.INDEX)) {
            assertThatThrownBy(() -> ask("damaged", plan, new QuantileQuery(new BigDecimal("0.5"))))
                    .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT))
                    .hasMessageContaining("onecopy index");
        }
        ExplainedAnswer answer = ask("damaged", PlanKind.AUTO, query);
        assertThat(answer.answer().answers()).isEqualTo(right.answers());
        assertThat(answer.answer().plan()).isNotEqualTo(PlanKind.INDEX);
        assertThat(answer.explanation().orElseThrow().notes()).anyMatch(note -> note.contains("damaged"));
        index("damaged", IndexOptions.DEFAULT);
        assertThat(ask("damaged", PlanKind.AUTO, query).answer().plan()).isEqualTo(PlanKind.INDEX);
    }

    private static void flipABitOfEveryPage(String name) throws IOException {
        try (DatasetVersion version = fleet.store().open(DatasetReference.parse(name))) {
            Path damaged = IndexFolders.current(version.folder()).orElseThrow().resolve("values.npy");
            assertThat(damaged.toFile().setWritable(true)).isTrue();
            try (FileChannel channel = FileChannel.open(damaged, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                // Neither the first nor the last entry, which are looked at when an index is opened.
                for (long at = 8_192 + 40; at < channel.size() - 4_096; at += 4_096) {
                    ByteBuffer one = ByteBuffer.allocate(1);
                    channel.read(one, at);
                    one.put(0, (byte) (one.get(0) ^ 1)).flip();
                    channel.write(one, at);
                }
            }
        }
    }

    @Test
    void shouldEndManySearchesWhenTheTimeIsOver() {
        List<Query> many = new Random(SEED).longs(500_000, -200, 5_200)
                .mapToObj(n -> (Query) about(Range.atMost(n), Aggregate.SUM)).toList();
        Batch hurried = new Batch("indexed", many, PlanKind.INDEX, Duration.ofMillis(1));
        assertThatThrownBy(() -> fleet.client().query(hurried)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
    }

    @Test
    void shouldReadOnlyTheZonesThatMatter() {
        RangeQuery query = about(Range.between(50_000, 150_000), Aggregate.COUNT, Aggregate.SUM, Aggregate.MAX);
        ExplainedAnswer answer = ask("rising", PlanKind.AUTO, query);
        assertThat(answer.answer().plan()).isEqualTo(PlanKind.PRUNED_SCAN);
        assertThat(answer.answer().scannedElements()).isBetween(1L, 4L * 16_384);
        assertThat(answer.explanation().orElseThrow().skippedElements())
                .isEqualTo(ELEMENTS - answer.answer().scannedElements());
        assertThat(answer.answer().rangeAnswers().getFirst().values()).containsExactly(100_001L,
                BigInteger.valueOf(100_001L * 100_000), 150_000L);
        assertThat(ask("rising", PlanKind.SCAN, query).answer().answers()).isEqualTo(answer.answer().answers());
    }

    @Test
    void shouldMixPlansInOneBatch() {
        fleet.load("both", IntStream.range(0, ELEMENTS).asLongStream().toArray());
        index("both", IndexOptions.DEFAULT);
        ExplainedAnswer mixed = ask("both", PlanKind.AUTO, new QuantileQuery(BigDecimal.ZERO),
                about(Range.atMost(9), DIVISORS));
        assertThat(mixed.answer().plan()).isEqualTo(PlanKind.MIXED);
        assertThat(mixed.explanation().orElseThrow().plans()).containsExactly(PlanKind.INDEX, PlanKind.PRUNED_SCAN);
        // Zero counts as one divisor.
        assertThat(mixed.answer().answers().getLast()).extracting("values")
                .isEqualTo(List.of(BigInteger.valueOf(1 + 23)));
    }

    @Test
    void shouldSayThatAQuantileNeedsAnIndex() {
        fleet.load("bare", 1, 2, 3);
        assertThatThrownBy(() -> ask("bare", PlanKind.AUTO, new QuantileQuery(BigDecimal.ONE)))
                .isInstanceOf(OnecopyException.class)
                .hasMessageContainingAll("a quantile", "bare@1 has no index", "onecopy index bare");
    }
}
