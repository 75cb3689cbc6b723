package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.StoreLayout;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.Quarantined;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes a published file without changing its length: under its readers, between two batches, or before. */
class ChangedFileTest {
    private static final long SEED = 71_993;
    private static final int ELEMENTS = 300_000;
    /** Read several times over within the time of a batch. */
    private static final int FEW_ELEMENTS = 20_000;
    /** Longer than a tick of any file system's clock. */
    private static final long TICK_MS = 50;
    /** Some tens of times while a worker reads. */
    private static final long TOUCH_MS = 5;

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static TestFleet paranoid;

    @BeforeAll
    static void serve() throws IOException {
        fleet = new TestFleet(Files.createDirectory(folder.resolve("plain")));
        for (String name : List.of("written", "dated", "before", "touched", "replaced", "hidden", "mapped")) {
            fleet.load(name, new Random(SEED).longs(ELEMENTS, 1L << 40, Long.MAX_VALUE).toArray());
        }
        for (String name : List.of("linked", "restless")) {
            fleet.load(name, new Random(SEED).longs(FEW_ELEMENTS, 1L << 40, Long.MAX_VALUE).toArray());
        }
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
        fleet.startService("serve", "--workers", "2");
        paranoid = new TestFleet(Files.createDirectory(folder.resolve("paranoid")));
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
        if (paranoid != null) {
            paranoid.close();
        }
    }

    private static Batch batch(String dataset, Range range, Aggregate aggregate) {
        return new Batch(dataset, List.of(new RangeQuery(range, List.of(aggregate))), PlanKind.SCAN,
                Duration.ofSeconds(50));
    }

    private static Batch heavy(String dataset) {
        return batch(dataset, Range.ALL, Aggregate.sumOf("divisors"));
    }

    private static Batch count(String dataset) {
        return batch(dataset, Range.atMost(1L << 50), Aggregate.COUNT);
    }

    private static Path values(TestFleet of, String dataset) {
        try (DatasetVersion version = of.store().openCurrent(dataset)) {
            return version.valuesFile();
        }
    }

    private static FileChannel writer(Path file) throws IOException {
        assertThat(file.toFile().setWritable(true)).isTrue();
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** One bit, in the file system's next tick. */
    private static void flip(FileChannel writer) throws Exception {
        TimeUnit.MILLISECONDS.sleep(TICK_MS);
        ByteBuffer one = ByteBuffer.allocate(1);
        writer.read(one, 8_192);
        writer.write(one.put(0, (byte) (one.get(0) ^ 1)).clear(), 8_192);
    }

    private static void flip(Path file) throws Exception {
        try (FileChannel writer = writer(file)) {
            flip(writer);
        }
    }

    private static void assertCorrupt(ThrowingCallable query, String part) {
        assertThatThrownBy(query).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.CORRUPT))
                .hasMessageContaining("values.npy").hasMessageContaining(part);
    }

    private static void assertInQuarantineBesideTheOthers(String dataset) {
        assertThat(fleet.client().status().quarantine()).extracting(Quarantined::name).contains(dataset + "@1");
        assertCorrupt(() -> fleet.client().query(count(dataset)), "in quarantine for");
        assertThat(fleet.client().query(batch("worked", Range.atMost(7), Aggregate.sumOf("divisors"))).rangeAnswers()
                .getFirst().values()).hasToString("[9]");
    }

    @Test
    void shouldEndABatchWhoseFileIsWrittenTo() throws Exception {
        RunningBatch running;
        try (FileChannel writer = writer(values(fleet, "written"))) {
            running = RunningBatch.start(fleet, heavy("written"));
            flip(writer);
        }
        assertCorrupt(running::answer, "written to");
        assertInQuarantineBesideTheOthers("written");
    }

    @Test
    void shouldEndABatchWhoseFileIsReplaced() throws Exception {
        RunningBatch running = RunningBatch.start(fleet, heavy("replaced"));
        Path values = values(fleet, "replaced");
        Path copy = Files.copy(values, values.resolveSibling("copy"));
        Files.move(copy, values, StandardCopyOption.ATOMIC_MOVE);
        assertCorrupt(running::answer, "was replaced");
        assertInQuarantineBesideTheOthers("replaced");
    }

    /** What is stored there later shows in no time of the file while the kernel has not written the page to the disk. */
    @Test
    void shouldRefuseAFileThatSomebodyHasWrittenToThroughAMappingThatIsStillThere() throws Exception {
        MappedByteBuffer mapping;
        try (FileChannel writer = writer(values(fleet, "mapped"))) {
            mapping = writer.map(FileChannel.MapMode.READ_WRITE, 0, writer.size());
        }
        try {
            assertThat(fleet.client().query(count("mapped")).rangeAnswers()).as("nobody has stored anything")
                    .hasSize(1);
            TimeUnit.MILLISECONDS.sleep(TICK_MS);
            mapping.put(8_192, mapping.get(8_192));
            assertCorrupt(() -> fleet.client().query(count("mapped")), "another process has it open for writing still");
            assertInQuarantineBesideTheOthers("mapped");
        } finally {
            Reference.reachabilityFence(mapping);
        }
    }

    @Test
    void shouldCompareChecksumsWhereTheFileWasChangedAfterItWasPublished() throws Exception {
        flip(values(fleet, "before"));
        assertCorrupt(() -> fleet.client().query(count("before")), "block 0 is damaged");
        assertInQuarantineBesideTheOthers("before");
    }

    @Test
    void shouldNoticeABitThatFlippedThoughTheTimeOfTheWriteWasSetBack() throws Exception {
        fleet.client().query(count("dated"));
        Path values = values(fleet, "dated");
        FileTime before = Files.getLastModifiedTime(values);
        flip(values);
        Files.setLastModifiedTime(values, before);
        assertCorrupt(() -> fleet.client().query(count("dated")), "block 0 is damaged");
        assertInQuarantineBesideTheOthers("dated");
    }

    @Test
    void shouldGoOnWithAFileThatWasTouchedOnly() throws Exception {
        String before = fleet.client().query(count("touched")).rangeAnswers().getFirst().values().toString();
        TimeUnit.MILLISECONDS.sleep(TICK_MS);
        Files.setLastModifiedTime(values(fleet, "touched"), FileTime.from(Instant.now()));
        assertThat(fleet.client().query(count("touched")).rangeAnswers().getFirst().values()).hasToString(before);
        assertThat(fleet.client().status().quarantine()).extracting(Quarantined::dataset).doesNotContain("touched");
    }

    /** Other values may have stood in its place for a moment: sound as it is, what was read before is not believed. */
    @Test
    void shouldReadAgainWhatWasReadWhileTheFileWasTouched() throws Exception {
        Path values = values(fleet, "linked");
        String right = fleet.client().query(heavy("linked")).rangeAnswers().getFirst().values().toString();
        long readBefore = elementsRead();
        RunningBatch running = RunningBatch.start(fleet, heavy("linked"));
        Files.createLink(folder.resolve("another-name"), values);
        assertThat(running.answer().rangeAnswers().getFirst().values()).hasToString(right);
        assertThat(elementsRead() - readBefore).isGreaterThanOrEqualTo(2L * FEW_ELEMENTS);
        assertThat(fleet.client().status().quarantine()).extracting(Quarantined::dataset).doesNotContain("linked");
    }

    @Test
    void shouldNotReadForEverWhereAFileIsTouchedAgainAndAgain() throws Exception {
        Path values = values(fleet, "restless");
        RunningBatch running = RunningBatch.start(fleet, heavy("restless"));
        for (int i = 0; !running.isDone(); i++) {
            Path link = Files.createLink(folder.resolve("restless-" + i), values);
            TimeUnit.MILLISECONDS.sleep(TOUCH_MS);
            Files.delete(link);
        }
        assertCorrupt(running::answer, "was touched again and again");
        assertThat(fleet.client().status().quarantine()).extracting(Quarantined::dataset).doesNotContain("restless");
    }

    private static long elementsRead() {
        return fleet.look().workers().stream().mapToLong(WorkerSnapshot::elements).sum();
    }

    @Test
    void shouldFindWhatNoTimeTellsIfAskedToBeParanoid() throws Exception {
        paranoid.load("hidden", new Random(SEED).longs(ELEMENTS, 1L << 40, Long.MAX_VALUE).toArray());
        paranoid.load("worked", 4, 7, 6, 8, 11, 9);
        for (TestFleet each : List.of(fleet, paranoid)) {
            Path values = values(each, "hidden");
            flip(values);
            TimeUnit.MILLISECONDS.sleep(TICK_MS);
            for (String other : List.of(StoreLayout.MANIFEST, StoreLayout.CHECKSUMS, StoreLayout.ZONES)) {
                Files.setLastModifiedTime(values.resolveSibling(other), FileTime.from(Instant.now()));
            }
        }
        assertThat(fleet.client().query(count("hidden")).elements()).as("FORMAT.md says that this is not caught")
                .isEqualTo(ELEMENTS);
        paranoid.startService("serve", "--workers", "1", "--paranoid");
        assertCorrupt(() -> paranoid.client().query(count("hidden")), "block 0 is damaged");
        assertThat(paranoid.client().query(batch("worked", Range.atMost(7), Aggregate.sumOf("divisors")))
                .rangeAnswers().getFirst().values()).hasToString("[9]");
    }
}
