package onecopy.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.Divisors;
import onecopy.data.index.IndexCursor;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexForm;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.loader.LoadOptions;
import onecopy.loader.Loader;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.loader.source.RawSource;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.PlanKind;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenDatasetTest {
    private static final long SEED = 20_261_122;
    private static final Divisors DIVISORS = new Divisors();
    private static final List<Aggregate> EVERY_PASS = List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN,
            Aggregate.MAX, Aggregate.MEAN, Aggregate.sumOf("divisors"));

    @TempDir
    private Path folder;

    /** Shapes of data, each a different way to be wrong. */
    enum Shape {
        FEW_VALUES, SMALL, WIDE, ASCENDING, CLUSTERED, CONSTANT, EXTREME, EMPTY, SINGLE;

        long[] values(SplittableRandom random, ElementType type) {
            int count = this == EMPTY ? 0 : this == SINGLE ? 1 : 20_000 + random.nextInt(30_000);
            long[] values = new long[count];
            for (int i = 0; i < count; i++) {
                values[i] = switch (this) {
                    case FEW_VALUES -> random.nextInt(-2, 3);
                    case SMALL -> random.nextInt(-500, 20_000);
                    case WIDE, EMPTY, SINGLE -> random.nextInt(-1_000_000_000, 1_000_000_000);
                    case ASCENDING -> i / 3;
                    case CLUSTERED -> i / 5_000 * 1_000 + random.nextInt(200);
                    case CONSTANT -> 77;
                    case EXTREME -> random.nextInt(4) == 0
                            ? type.minValue() + random.nextInt(3)
                            : type.maxValue() - random.nextInt(3);
                };
            }
            return values;
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void shouldAnswerAlikeByEveryPlan(Shape shape) {
        for (ElementType type : ElementType.values()) {
            SplittableRandom random = new SplittableRandom(SEED + shape.name().hashCode());
            long[] values = shape.values(random, type);
            List<Aggregate> aggregates = shape == Shape.EXTREME && type == ElementType.INT64
                    ? EVERY_PASS.subList(0, EVERY_PASS.size() - 1)
                    : EVERY_PASS;
            List<Query> queries = queries(random, values, type, aggregates);
            Truth truth = new Truth(values);
            for (IndexForm form : IndexForm.values()) {
                String name = shape + "-" + type.label() + "-" + form.label();
                load(name, type, values, IndexOptions.DEFAULT.withForm(form));
                try (OpenDataset dataset = OpenDataset.open(store(), name)) {
                    for (PlanKind plan : List.of(PlanKind.AUTO, PlanKind.INDEX, PlanKind.PRUNED_SCAN, PlanKind.SCAN)) {
                        assertAnswers(name + ", plan " + plan.label(), dataset.ask(queries, plan), queries, truth);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void shouldKnowTheOrderOfTheElements(Shape shape) {
        for (ElementType type : ElementType.values()) {
            SplittableRandom random = new SplittableRandom(SEED - shape.name().hashCode());
            long[] values = shape.values(random, type);
            long[] sorted = values.clone();
            Arrays.sort(sorted);
            for (IndexForm form : IndexForm.values()) {
                String name = shape + "-" + type.label() + "-" + form.label();
                load(name, type, values, IndexOptions.DEFAULT.withForm(form));
                try (OpenDataset dataset = OpenDataset.open(store(), name)) {
                    assertOrder(name, dataset, sorted, random);
                }
            }
        }
    }

    private static void assertOrder(String name, OpenDataset dataset, long[] sorted, SplittableRandom random) {
        for (String fraction : List.of("0", "1", "0.5", "0.25", "0.9999999", "1e-30", "0.333333333333333333333")) {
            QuantileQuery query = new QuantileQuery(new BigDecimal(fraction));
            assertThat(((QuantileAnswer) dataset.ask(query)).value()).as("%s, quantile %s", name, fraction)
                    .isEqualTo(quantile(sorted, query.fraction()));
        }
        int count = 1 + random.nextInt(300);
        int listed = Math.min(count, sorted.length);
        assertThat(((ValuesAnswer) dataset.ask(new BottomQuery(count))).values()).as(name)
                .isEqualTo(Arrays.stream(sorted, 0, listed).boxed().toList());
        assertThat(((ValuesAnswer) dataset.ask(new TopQuery(count))).values()).as(name)
                .isEqualTo(Arrays.stream(sorted, sorted.length - listed, sorted.length).boxed().toList().reversed());
        assertThat(((RangeAnswer) dataset.ask(new RangeQuery(Range.ALL, List.of(Aggregate.DISTINCT)))).values())
                .as(name).containsExactly(Arrays.stream(sorted).distinct().count());
        assertEqualDepth(name, (HistogramAnswer) dataset.ask(
                new HistogramQuery(new Bins.EqualDepth(count), List.of(Aggregate.COUNT, Aggregate.DISTINCT))), sorted);
    }

    /** The smallest element such that at least the fraction is at most it, found by looking at each. */
    private static Long quantile(long[] sorted, BigDecimal fraction) {
        for (int i = 0; i < sorted.length; i++) {
            if (BigDecimal.valueOf(i + 1L).compareTo(fraction.multiply(BigDecimal.valueOf(sorted.length))) >= 0) {
                return sorted[i];
            }
        }
        return null;
    }

    private static void assertEqualDepth(String name, HistogramAnswer histogram, long[] sorted) {
        int wanted = ((Bins.EqualDepth) histogram.query().bins()).count();
        int seen = 0;
        for (RangeAnswer bin : histogram.bins()) {
            long count = (Long) bin.values().getFirst();
            long distinct = (Long) bin.values().getLast();
            assertThat(count).as(name).isPositive();
            assertThat(bin.query().range().to()).as(name).isEqualTo(sorted[(int) (seen + count - 1)]);
            assertThat(distinct == 1 || count <= (sorted.length + wanted - 1L) / wanted + count / 2 + 1
                    || sorted[(int) (seen + count - 1)] == sorted[(int) (seen + count / 2)]).as(name).isTrue();
            seen += (int) count;
        }
        assertThat(seen).as(name).isEqualTo(sorted.length);
        assertThat(histogram.bins()).as(name).hasSizeLessThanOrEqualTo(wanted);
    }

    private static List<Query> queries(SplittableRandom random, long[] values, ElementType type,
            List<Aggregate> aggregates) {
        List<Query> queries = new ArrayList<>();
        for (Range range : List.of(Range.ALL, Range.EMPTY, Range.atMost(Long.MIN_VALUE),
                Range.atMost(type.minValue()), Range.atLeast(type.maxValue()), Range.atLeast(Long.MAX_VALUE),
                Range.between(type.minValue(), type.maxValue()), Range.between(5, 4))) {
            queries.add(new RangeQuery(range, aggregates));
        }
        for (int i = 0; i < 40; i++) {
            long near = values.length == 0 ? 0 : values[random.nextInt(values.length)];
            long a = near + random.nextInt(-1, 2);
            long b = values.length == 0 ? 1 : values[random.nextInt(values.length)];
            queries.add(new RangeQuery(random.nextBoolean() ? Range.atMost(a) : Range.between(a, b),
                    random.nextBoolean() ? aggregates : aggregates.subList(0, 1 + random.nextInt(4))));
            queries.add(new RankQuery(a));
        }
        queries.add(new HistogramQuery(Bins.Edges.of(-10, 0, 3, 77, 78, 1_000_000), aggregates));
        queries.add(new HistogramQuery(new Bins.EqualWidth(7), List.of(Aggregate.COUNT, Aggregate.SUM)));
        return queries;
    }

    private static void assertAnswers(String name, List<Answer> answers, List<Query> queries, Truth truth) {
        assertThat(answers).as(name).hasSameSizeAs(queries);
        for (int i = 0; i < queries.size(); i++) {
            assertThat(answers.get(i).query()).as(name).isEqualTo(queries.get(i));
            switch (answers.get(i)) {
                case RangeAnswer answer -> assertRange(name, answer, truth);
                case RankAnswer answer -> {
                    long asked = answer.query().value();
                    assertThat(answer.rank()).as("%s, rank %s", name, asked)
                            .isEqualTo(truth.of(Range.lessThan(asked), Aggregate.COUNT));
                    assertThat(answer.equal()).as("%s, rank %s", name, asked)
                            .isEqualTo(truth.of(Range.equalTo(asked), Aggregate.COUNT));
                }
                case HistogramAnswer answer -> {
                    answer.bins().forEach(bin -> assertRange(name, bin, truth));
                    if (answer.query().bins() instanceof Bins.EqualWidth) {
                        assertThat(answer.bins().stream().mapToLong(bin -> (Long) bin.values().getFirst()).sum())
                                .as(name).isEqualTo(truth.of(Range.ALL, Aggregate.COUNT));
                    }
                }
                default -> throw new AssertionError("unexpected " + answers.get(i));
            }
        }
    }

    private static void assertRange(String name, RangeAnswer answer, Truth truth) {
        Range range = answer.query().range();
        for (int i = 0; i < answer.values().size(); i++) {
            Aggregate aggregate = answer.query().aggregates().get(i);
            assertThat(answer.values().get(i)).as("%s, %s of %s", name, aggregate.label(), range)
                    .isEqualTo(truth.of(range, aggregate));
        }
    }

    /** What is found by looking at every value, each question once. */
    private static final class Truth {
        private final long[] values;
        private final Map<RangeQuery, Number> known = new HashMap<>();

        Truth(long[] values) {
            this.values = values;
        }

        Number of(Range range, Aggregate aggregate) {
            RangeQuery query = new RangeQuery(range, List.of(aggregate));
            if (!known.containsKey(query)) {
                known.put(query, found(aggregate, Arrays.stream(values).filter(range::contains).toArray()));
            }
            return known.get(query);
        }

        private static Number found(Aggregate aggregate, long[] inside) {
            boolean nothing = inside.length == 0;
            return switch (aggregate.label()) {
                case "count" -> (long) inside.length;
                case "sum" -> sum(LongStream.of(inside));
                case "min" -> nothing ? null : Arrays.stream(inside).min().getAsLong();
                case "max" -> nothing ? null : Arrays.stream(inside).max().getAsLong();
                case "mean" -> nothing
                        ? null
                        : new BigDecimal(sum(LongStream.of(inside)))
                                .divide(BigDecimal.valueOf(inside.length), new MathContext(60)).doubleValue();
                case "divisors" -> sum(LongStream.of(inside).map(DIVISORS::apply));
                default -> throw new AssertionError(aggregate.label());
            };
        }
    }

    private static BigInteger sum(LongStream values) {
        return values.mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Test
    void shouldSkipZonesOfClusteredData() {
        long[] values = LongStream.range(0, 1_000_000).toArray();
        load("ascending", ElementType.INT32, values, null);
        try (OpenDataset dataset = OpenDataset.open(store(), "ascending")) {
            RangeQuery query = new RangeQuery(Range.between(3, 500_000), List.of(Aggregate.COUNT, Aggregate.SUM));
            assertThat(((RangeAnswer) dataset.ask(query)).values()).containsExactly(499_998L,
                    BigInteger.valueOf(125_000_249_997L));
        }
    }

    @Test
    void shouldSayWhatNeedsAnIndex() {
        load("plain", ElementType.INT32, new long[]{3, 1, 2}, null);
        try (OpenDataset dataset = OpenDataset.open(store(), "plain")) {
            assertRefused(() -> dataset.ask(new TopQuery(1)), "plain@1 has no index", "onecopy index plain");
            assertRefused(() -> dataset.ask(new QuantileQuery(BigDecimal.ONE)), "a quantile");
            assertRefused(() -> dataset.ask(new RangeQuery(Range.ALL, List.of(Aggregate.DISTINCT))), "distinct");
            assertRefused(
                    () -> dataset.ask(List.of(new RangeQuery(Range.ALL, List.of(Aggregate.COUNT))), PlanKind.INDEX),
                    "plan 'index' is not possible", "plain@1 has no index");
            assertThatThrownBy(dataset::cursor).isInstanceOf(OnecopyException.class).hasMessageContaining("no index");
        }
    }

    private static void assertRefused(Runnable question, String... parts) {
        assertThatThrownBy(question::run).isInstanceOfSatisfying(OnecopyException.class, e -> {
            assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT);
            assertThat(e).hasMessageContainingAll(parts);
        });
    }

    @Test
    void shouldScanWhereTheIndexIsDamaged() throws IOException {
        long[] values = LongStream.range(0, 100_000).map(i -> i * 7919 % 100_003).toArray();
        load("damaged", ElementType.INT32, values, IndexOptions.DEFAULT.withForm(IndexForm.SORTED));
        flipABit("damaged", "values.npy", 200_000);
        try (OpenDataset dataset = OpenDataset.open(store(), "damaged")) {
            List<Query> queries = new ArrayList<>();
            for (long n = 0; n < 100_003; n += 997) {
                queries.add(new RangeQuery(Range.atMost(n), List.of(Aggregate.COUNT, Aggregate.SUM)));
            }
            assertAnswers("damaged", dataset.ask(queries), queries, new Truth(values));
            assertThatThrownBy(() -> dataset.ask(queries, PlanKind.INDEX)).isInstanceOfSatisfying(
                    OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT));
        }
    }

    @Test
    void shouldNotScanValuesThatWereChangedAfterTheyWerePublished() throws Exception {
        load("changed", ElementType.INT32, new long[]{3, 1, 2}, null);
        TimeUnit.MILLISECONDS.sleep(50);
        try (DatasetVersion version = store().open(DatasetReference.parse("changed"))) {
            flipABit(version.valuesFile(), 4_096);
        }
        try (OpenDataset dataset = OpenDataset.open(store(), "changed")) {
            assertThatThrownBy(() -> dataset.ask(List.of(new RangeQuery(Range.ALL, List.of(Aggregate.SUM))),
                    PlanKind.SCAN)).isInstanceOfSatisfying(OnecopyException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT))
                    .hasMessageContaining("block 0 is damaged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"values.npy", "totals.npy", "samples.npy"})
    void shouldScanWhereTheIndexIsChangedWhileItIsOpen(String file) throws Exception {
        long[] values = LongStream.range(0, 100_000).map(i -> i * 7919 % 100_003).toArray();
        load("written", ElementType.INT32, values, IndexOptions.DEFAULT.withForm(IndexForm.SORTED));
        List<Query> queries = new ArrayList<>();
        for (long n = 0; n < 100_003; n += 997) {
            queries.add(new RangeQuery(Range.atMost(n), List.of(Aggregate.COUNT, Aggregate.SUM)));
        }
        Truth truth = new Truth(values);
        try (OpenDataset dataset = OpenDataset.open(store(), "written")) {
            assertAnswers("sound", dataset.ask(queries, PlanKind.INDEX), queries, truth);
            dataset.requireIntact();
            TimeUnit.MILLISECONDS.sleep(50);
            overwrite(indexFile("written", file));
            assertCorrupt(dataset::requireIntact);
            for (int i = 0; i < 3; i++) {
                assertAnswers("overwritten", dataset.ask(queries), queries, truth);
                assertCorrupt(() -> dataset.ask(queries, PlanKind.INDEX));
            }
            assertCorrupt(dataset::requireIntact);
        }
    }

    @Test
    void shouldScanWhereTheIndexIsCutShortWhileItIsOpen() throws Exception {
        long[] values = LongStream.range(0, 100_000).map(i -> i * 7919 % 100_003).toArray();
        load("cut", ElementType.INT32, values, IndexOptions.DEFAULT.withForm(IndexForm.SORTED));
        List<Query> queries = List.of(new RangeQuery(Range.atMost(60_000), List.of(Aggregate.COUNT, Aggregate.SUM)),
                new RangeQuery(Range.between(70_000, 70_100), List.of(Aggregate.SUM)));
        Truth truth = new Truth(values);
        try (OpenDataset dataset = OpenDataset.open(store(), "cut")) {
            assertAnswers("sound", dataset.ask(queries, PlanKind.INDEX), queries, truth);
            Path file = indexFile("cut", "values.npy");
            assertThat(file.toFile().setWritable(true)).isTrue();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(8_192);
            }
            for (int i = 0; i < 3; i++) {
                assertAnswers("cut", dataset.ask(queries), queries, truth);
                assertCorrupt(() -> dataset.ask(queries, PlanKind.INDEX));
            }
        }
    }

    @Test
    void shouldKeepUsingAnIndexThatIsReplacedWhileItIsOpen() {
        long[] values = LongStream.range(0, 100_000).map(i -> i % 1_000).toArray();
        load("replaced", ElementType.INT32, values, IndexOptions.DEFAULT.withForm(IndexForm.SORTED));
        List<Query> queries = List.of(new RangeQuery(Range.atMost(600), List.of(Aggregate.COUNT, Aggregate.SUM)));
        Truth truth = new Truth(values);
        try (OpenDataset dataset = OpenDataset.open(store(), "replaced")) {
            for (IndexForm form : List.of(IndexForm.DISTINCT, IndexForm.SORTED)) {
                assertAnswers("open", dataset.ask(queries, PlanKind.INDEX), queries, truth);
                try (DatasetVersion version = store().open(DatasetReference.parse("replaced"))) {
                    IndexPublisher.publish(version, IndexOptions.DEFAULT.withForm(form));
                }
            }
            assertAnswers("open", dataset.ask(queries, PlanKind.INDEX), queries, truth);
        }
    }

    /** Two files take turns under the same name while it is opened. */
    @Test
    void shouldNotMapAnotherFileThanTheOneItLookedAt() throws Exception {
        long[] values = LongStream.range(0, 3_000).toArray();
        load("swapped", ElementType.INT32, values, null);
        Path file = store().layout().values("swapped", 1);
        Path sound = Files.copy(file, folder.resolve("sound"), StandardCopyOption.COPY_ATTRIBUTES);
        Path damaged = Files.copy(file, folder.resolve("damaged"), StandardCopyOption.COPY_ATTRIBUTES);
        flipABit(damaged, 4_096 + 40);
        AtomicBoolean ended = new AtomicBoolean();
        Thread swapper = Thread.ofPlatform().start(() -> takeTurns(file, List.of(damaged, sound), ended));
        Number sum = new Truth(values).of(Range.ALL, Aggregate.SUM);
        RangeQuery query = new RangeQuery(Range.ALL, List.of(Aggregate.SUM));
        try {
            for (int i = 0; i < 1_000; i++) {
                try (OpenDataset dataset = OpenDataset.open(store(), "swapped")) {
                    Answer answer = dataset.ask(List.of(query), PlanKind.SCAN).getFirst();
                    assertThat(((RangeAnswer) answer).values()).containsExactly(sum);
                } catch (OnecopyException e) {
                    assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.CORRUPT);
                }
            }
        } finally {
            ended.set(true);
            swapper.join();
        }
    }

    private void takeTurns(Path file, List<Path> files, AtomicBoolean ended) {
        Path link = folder.resolve("turn");
        try {
            for (int i = 0; !ended.get(); i++) {
                Files.createLink(link, files.get(i % files.size()));
                Files.move(link, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertCorrupt(Runnable question) {
        assertThatThrownBy(question::run).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.CORRUPT));
    }

    private Path indexFile(String name, String file) {
        try (DatasetVersion version = store().open(DatasetReference.parse(name))) {
            return IndexFolders.current(version.folder()).orElseThrow().resolve(file);
        }
    }

    private static void overwrite(Path file) throws IOException {
        assertThat(file.toFile().setWritable(true)).isTrue();
        byte[] garbage = new byte[(int) Files.size(file) - 4_096];
        new SplittableRandom(SEED).nextBytes(garbage);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(garbage), 4_096);
        }
    }

    private void flipABit(String name, String file, long position) throws IOException {
        try (DatasetVersion version = store().open(DatasetReference.parse(name))) {
            flipABit(IndexFolders.current(version.folder()).orElseThrow().resolve(file), position);
        }
    }

    private static void flipABit(Path damaged, long position) throws IOException {
        assertThat(damaged.toFile().setWritable(true)).isTrue();
        try (FileChannel channel = FileChannel.open(damaged, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 4)).flip();
            channel.write(one, position);
        }
    }

    @Test
    void shouldRefuseABatchWhoseAnswerWouldFillTheMemory() {
        load("tiny", ElementType.INT32, new long[]{3, 1, 2}, IndexOptions.DEFAULT);
        try (OpenDataset dataset = OpenDataset.open(store(), "tiny")) {
            assertRefusedTogether(dataset, new TopQuery(ValuesAnswer.MAX_VALUES), "4000000 largest and smallest");
            assertRefusedTogether(dataset,
                    new HistogramQuery(new Bins.EqualWidth(Bins.MAX_BINS), List.of(Aggregate.COUNT)),
                    "4000000 numbers, as many for each range and bin");
        }
    }

    private static void assertRefusedTogether(OpenDataset dataset, Query query, String part) {
        assertRefused(() -> dataset.ask(Collections.nCopies(100, query)), part, "several batches");
    }

    @Test
    void shouldFailAfterClosing() {
        load("closing", ElementType.INT32, new long[]{1, 2, 3}, IndexOptions.DEFAULT);
        OpenDataset dataset = OpenDataset.open(store(), "closing");
        IndexCursor cursor = dataset.cursor();
        assertThat(cursor.seekAtMost(2).count()).isEqualTo(2);
        dataset.close();
        dataset.close();
        assertThatThrownBy(() -> dataset.ask(new RankQuery(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cursor.seekAtMost(1)).isInstanceOf(IllegalStateException.class);
    }

    /** Values that occur once are scanned for a function, but no scan counts distinct values. */
    @Test
    void shouldSumAFunctionBesideWhatOnlyTheIndexKnows() {
        long[] values = LongStream.rangeClosed(1, 1_000).toArray();
        load("unique", ElementType.INT32, values, IndexOptions.DEFAULT);
        Aggregate divisors = Aggregate.sumOf("divisors");
        BigInteger sum = BigInteger.valueOf(Arrays.stream(values).map(DIVISORS::apply).sum());
        try (OpenDataset dataset = OpenDataset.open(store(), "unique")) {
            RangeAnswer range = (RangeAnswer) dataset
                    .ask(new RangeQuery(Range.ALL, List.of(Aggregate.DISTINCT, divisors)));
            HistogramAnswer histogram = (HistogramAnswer) dataset
                    .ask(new HistogramQuery(new Bins.EqualDepth(1), List.of(divisors)));

            assertThat(range.values()).containsExactly(1_000L, sum);
            assertThat(histogram.bins().getFirst().values()).containsExactly(sum);
        }
    }

    private Store store() {
        return Store.at(folder.resolve("store"));
    }

    private void load(String name, ElementType type, long[] values, IndexOptions index) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * type.widthBytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (long value : values) {
                if (type == ElementType.INT32) {
                    bytes.putInt(Math.toIntExact(value));
                } else {
                    bytes.putLong(value);
                }
            }
            Path raw = Files.write(folder.resolve("raw"), bytes.array());
            Loader.load(store(), name, new RawSource(raw, type, ByteOrder.LITTLE_ENDIAN),
                    LoadOptions.DEFAULT.withType(type));
            if (index != null) {
                try (DatasetVersion version = store().open(DatasetReference.parse(name))) {
                    IndexPublisher.publish(version, index);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
