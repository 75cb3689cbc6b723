package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.Divisors;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexLayout;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.StoreLayout;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.Quarantined;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody changes the files of an index, or of a whole version, between the batches of a service that has them open. */
class ChangedIndexTest {
    private static final long SEED = 30_417;
    private static final int ELEMENTS = 100_000;
    /** Longer than a tick of any file system's clock. */
    private static final long TICK_MS = 50;
    private static final List<String> FILES = List.of("values.npy", "samples.npy", "totals.npy",
            "function-divisors.npy");
    private static final List<Aggregate> AGGREGATES = List.of(Aggregate.COUNT, Aggregate.SUM, Aggregate.MAX,
            Aggregate.sumOf("divisors"));
    private static final List<Query> QUERIES = LongStream.iterate(-50, n -> n < 60_500, n -> n + 487)
            .<Query>mapToObj(n -> new RangeQuery(Range.atMost(n), AGGREGATES)).toList();

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static Process service;
    private static List<Answer> right;

    /** What may befall a file. */
    enum Damage {
        OVERWRITTEN {
            @Override
            void befall(Path file) throws IOException {
                byte[] garbage = new byte[(int) Files.size(file) - IndexLayout.HEADER_BYTES];
                new Random(SEED).nextBytes(garbage);
                try (FileChannel writer = writer(file)) {
                    writer.write(ByteBuffer.wrap(garbage), IndexLayout.HEADER_BYTES);
                }
            }
        },
        OVERWRITTEN_AND_DATED_BACK {
            @Override
            void befall(Path file) throws IOException {
                FileTime before = Files.getLastModifiedTime(file);
                OVERWRITTEN.befall(file);
                Files.setLastModifiedTime(file, before);
            }
        },
        CUT_WITHIN_ITS_LAST_PAGE {
            @Override
            void befall(Path file) throws IOException {
                cut(file, Files.size(file) - 16);
            }
        },
        CUT_TO_ITS_HEADER {
            @Override
            void befall(Path file) throws IOException {
                cut(file, IndexLayout.HEADER_BYTES);
            }
        },
        EMPTIED {
            @Override
            void befall(Path file) throws IOException {
                cut(file, 0);
            }
        };

        abstract void befall(Path file) throws IOException;

        private static void cut(Path file, long bytes) throws IOException {
            try (FileChannel writer = writer(file)) {
                writer.truncate(bytes);
            }
        }
    }

    @BeforeAll
    static void serve() {
        fleet = new TestFleet(folder);
        long[] values = new Random(SEED).longs(ELEMENTS, 0, 60_000).toArray();
        fleet.load("changing", values);
        index("changing", IndexForm.SORTED);
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
        service = fleet.startService("serve", "--workers", "1");
        right = ask("changing", PlanKind.SCAN).answers();
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static void index(String name, IndexForm form) {
        try (DatasetVersion version = fleet.store().open(DatasetReference.parse(name))) {
            IndexPublisher.publish(version,
                    IndexOptions.DEFAULT.withForm(form).withFunctions(List.of(new Divisors())));
        }
    }

    private static BatchAnswer ask(String dataset, PlanKind plan) {
        return fleet.client().query(new Batch(dataset, QUERIES, plan, Duration.ofSeconds(50)));
    }

    private static Path file(String name) {
        return file("changing", name);
    }

    private static Path file(String dataset, String name) {
        try (DatasetVersion version = fleet.store().openCurrent(dataset)) {
            return IndexFolders.current(version.folder()).orElseThrow().resolve(name);
        }
    }

    private static FileChannel writer(Path file) throws IOException {
        assertThat(file.toFile().setWritable(true)).isTrue();
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void assertServes() {
        assertThat(service.isAlive()).as("the service lives; it said %s", fleet.err(service)).isTrue();
        assertThat(fleet.client().query(new Batch("worked",
                List.of(new RangeQuery(Range.atMost(7), List.of(Aggregate.sumOf("divisors")))), PlanKind.AUTO,
                Duration.ofSeconds(50))).rangeAnswers().getFirst().values()).hasToString("[9]");
    }

    private static void warm(IndexForm form) throws InterruptedException {
        index("changing", form);
        BatchAnswer warm = ask("changing", PlanKind.INDEX);
        assertThat(warm.answers()).isEqualTo(right);
        assertThat(warm.plan()).isEqualTo(PlanKind.INDEX);
        TimeUnit.MILLISECONDS.sleep(TICK_MS);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void shouldAnswerRightlyWhateverBefallsAFileOfAnOpenIndex(Damage damage) throws Exception {
        for (IndexForm form : IndexForm.values()) {
            for (String name : FILES) {
                warm(form);
                damage.befall(file(name));
                BatchAnswer answer = ask("changing", PlanKind.AUTO);
                assertThat(answer.answers()).as("%s of the %s form", name, form.label()).isEqualTo(right);
                assertThat(answer.plan()).as("%s of the %s form", name, form.label()).isNotEqualTo(PlanKind.INDEX);
                assertServes();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void shouldRefuseToAnswerFromADamagedIndexIfNothingElseWillDo(Damage damage) throws Exception {
        for (String name : FILES) {
            warm(IndexForm.DISTINCT);
            damage.befall(file(name));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> ask("changing", PlanKind.INDEX)).isInstanceOfSatisfying(OnecopyException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT))
                        .hasMessageContaining("index-");
            }
            assertThat(ask("changing", PlanKind.AUTO).answers()).isEqualTo(right);
            assertServes();
        }
    }

    /** The same pages damaged and put right again, over and over, under readers who ask all the time. */
    @Test
    void shouldNeverAnswerWronglyWhileAFileIsWrittenTo() throws Exception {
        warm(IndexForm.DISTINCT);
        Path file = file("totals.npy");
        byte[] sound = Files.readAllBytes(file);
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                while (!ended.get()) {
                    Damage.OVERWRITTEN.befall(file);
                    TimeUnit.MILLISECONDS.sleep(3);
                    Files.write(file, sound, StandardOpenOption.WRITE);
                    TimeUnit.MILLISECONDS.sleep(7);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        int answered = 0;
        try {
            long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
            while (System.nanoTime() - endNs < 0) {
                try {
                    assertThat(ask("changing", PlanKind.AUTO).answers()).isEqualTo(right);
                    answered++;
                } catch (OnecopyException e) {
                    assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.CORRUPT);
                }
            }
        } finally {
            ended.set(true);
            writer.join();
            // An index that was found damaged is not looked at again: the next one has to be built.
            Damage.OVERWRITTEN.befall(file);
        }
        assertThat(answered).isPositive();
        assertServes();
    }

    @Test
    void shouldGoOnWithAnIndexWhoseFilesWereTouchedLinkedOrPublishedAnewOnly() throws Exception {
        warm(IndexForm.DISTINCT);
        for (String name : FILES) {
            Path link = Files.createLink(folder.resolve("link"), file(name));
            assertThat(ask("changing", PlanKind.INDEX).answers()).isEqualTo(right);
            Files.delete(link);
            assertThat(ask("changing", PlanKind.INDEX).answers()).isEqualTo(right);
            TimeUnit.MILLISECONDS.sleep(TICK_MS);
            Files.setLastModifiedTime(file(name), FileTime.from(Instant.now()));
            BatchAnswer answer = ask("changing", PlanKind.AUTO);
            assertThat(answer.answers()).isEqualTo(right);
            assertThat(answer.plan()).as("%s was touched only", name).isEqualTo(PlanKind.INDEX);
        }
    }

    private static List<String> quarantined() {
        List<String> inStatus = fleet.client().status().quarantine().stream().map(Quarantined::name).toList();
        assertThat(fleet.client().status().quarantine()).allSatisfy(one -> assertThat(one.secondsLeft()).isZero());
        return inStatus;
    }

    @Test
    void shouldNameADamagedIndexUntilAnotherOneTakesItsPlace() throws Exception {
        fleet.load("named", 4, 7, 6, 8, 11, 9);
        for (String name : List.of("index.json", "totals.npy")) {
            index("named", IndexForm.SORTED);
            assertThat(ask("named", PlanKind.AUTO).plan()).isEqualTo(PlanKind.INDEX);
            assertThat(quarantined()).doesNotContain("index of named@1");
            TimeUnit.MILLISECONDS.sleep(TICK_MS);
            Damage.EMPTIED.befall(file("named", name));
            assertThat(ask("named", PlanKind.AUTO).plan()).isNotEqualTo(PlanKind.INDEX);
            assertThat(quarantined()).as(name).containsOnlyOnce("index of named@1");
            index("named", IndexForm.SORTED);
            TestFleet.await(name + " is named no longer", () -> !quarantined().contains("index of named@1"));
        }
        index("named", IndexForm.DISTINCT);
        Damage.EMPTIED.befall(file("named", "index.json"));
        assertThat(ask("named", PlanKind.AUTO).plan()).isNotEqualTo(PlanKind.INDEX);
        assertThat(quarantined()).contains("index of named@1");
        remove(fleet.store().layout().datasetFolder("named"));
        TestFleet.await("what was removed is named no longer", () -> !quarantined().contains("index of named@1"));
    }

    @Test
    void shouldNameADamagedZoneMapUntilTheVersionIsGone() throws Exception {
        fleet.load("zoned", LongStream.range(0, ELEMENTS).toArray());
        BatchAnswer sound = ask("zoned", PlanKind.PRUNED_SCAN);
        fleet.load("zoned", LongStream.range(0, ELEMENTS).toArray());
        try (DatasetVersion version = fleet.store().openCurrent("zoned")) {
            Damage.CUT_WITHIN_ITS_LAST_PAGE.befall(version.folder().resolve(StoreLayout.ZONES));
        }
        assertThatThrownBy(() -> ask("zoned", PlanKind.PRUNED_SCAN)).hasMessageContaining(StoreLayout.ZONES);
        assertThat(ask("zoned", PlanKind.AUTO).answers()).isEqualTo(sound.answers());
        assertThat(quarantined()).containsOnlyOnce("zone map of zoned@2");
        remove(fleet.store().layout().datasetFolder("zoned"));
        TestFleet.await("what was removed is named no longer", () -> !quarantined().contains("zone map of zoned@2"));
    }

    /** The same name, number and extremes, but other values. */
    @Test
    void shouldForgetAVersionThatWasRemovedBehindItsBackAndLoadedAgain() throws Exception {
        long[] first = LongStream.range(0, ELEMENTS).toArray();
        long[] second = LongStream.range(0, ELEMENTS).map(i -> i == 0 || i == ELEMENTS - 1 ? i : 7 + i / 2).toArray();
        for (long[] values : List.of(first, second, first)) {
            remove(fleet.store().layout().datasetFolder("again"));
            Files.deleteIfExists(fleet.store().layout().changeLock("again"));
            fleet.load("again", values);
            index("again", IndexForm.SORTED);
            for (PlanKind plan : List.of(PlanKind.INDEX, PlanKind.PRUNED_SCAN, PlanKind.SCAN)) {
                RangeQuery query = new RangeQuery(Range.between(500, 60_000), List.of(Aggregate.COUNT));
                BatchAnswer answer = fleet.client()
                        .query(new Batch("again", List.of(query), plan, Duration.ofSeconds(50)));
                assertThat(answer.version()).isEqualTo(1);
                assertThat(answer.rangeAnswers().getFirst().values()).as("plan %s", plan.label()).containsExactly(
                        LongStream.of(values).filter(x -> 500 <= x && x <= 60_000).count());
            }
        }
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
