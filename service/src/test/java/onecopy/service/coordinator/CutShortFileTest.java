package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetVersion;
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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Somebody cuts a published file short while workers read it: reading beyond its new end kills them. */
class CutShortFileTest {
    private static final long SEED = 60_317;
    private static final int ELEMENTS = 300_000;
    private static final int PAGE_BYTES = 4096;
    private static final int WORKERS = 2;

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static Process service;

    @BeforeAll
    static void serve() {
        fleet = new TestFleet(folder);
        for (String name : List.of("halved", "shorter", "small", "flood", "leased")) {
            fleet.load(name, new Random(SEED).longs(ELEMENTS, 1L << 40, Long.MAX_VALUE).toArray());
        }
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
        service = fleet.startService("serve", "--workers", Integer.toString(WORKERS));
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static Batch batch(String dataset, Range range, Aggregate aggregate) {
        return new Batch(dataset, List.of(new RangeQuery(range, List.of(aggregate))), PlanKind.AUTO,
                Duration.ofSeconds(50));
    }

    private static Batch heavy(String dataset) {
        return batch(dataset, Range.ALL, Aggregate.sumOf("divisors"));
    }

    /** Whoever had the file open before the batch began is not held up by a lease. */
    private static FileChannel writer(String dataset) throws IOException {
        Path values;
        try (DatasetVersion version = fleet.store().openCurrent(dataset)) {
            values = version.valuesFile();
        }
        assertThat(values.toFile().setWritable(true)).isTrue();
        return FileChannel.open(values, StandardOpenOption.WRITE);
    }

    private static void cut(String dataset, long bytes) throws IOException {
        try (FileChannel file = writer(dataset)) {
            file.truncate(bytes);
        }
    }

    private static long lengthBytes(String dataset) throws IOException {
        try (DatasetVersion version = fleet.store().openCurrent(dataset)) {
            return Files.size(version.valuesFile());
        }
    }

    private static void assertCorrupt(ThrowingCallable query) {
        assertThatThrownBy(query).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.CORRUPT))
                .hasMessageContaining("values.npy");
    }

    private static void assertServesTheOthers() {
        assertThat(service.isAlive()).as("the service lives; it said %s", fleet.err(service)).isTrue();
        assertThat(fleet.client().query(batch("worked", Range.atMost(7), Aggregate.sumOf("divisors"))).rangeAnswers()
                .getFirst().values()).hasToString("[9]");
        TestFleet.await("dead workers are replaced", () -> fleet.client().status().workers().size() == WORKERS);
    }

    /** Refused at the door: no further worker may die of it. */
    private static void assertShutAway(String dataset) {
        Set<Long> before = new HashSet<>(fleet.client().status().workers());
        for (int i = 0; i < 5; i++) {
            assertCorrupt(() -> fleet.client().query(heavy(dataset)));
        }
        assertThat(new HashSet<>(fleet.client().status().workers())).isEqualTo(before);
    }

    @Test
    void shouldEndABatchWhoseFileIsCutToHalf() throws Exception {
        long bytes = lengthBytes("halved");
        RunningBatch running = RunningBatch.start(fleet, heavy("halved"));
        cut("halved", bytes / 2);
        assertCorrupt(running::answer);
        assertServesTheOthers();
        assertShutAway("halved");
    }

    /** Batch after batch over a file whose readers die, from several clients at once: nobody else may notice. */
    @Test
    void shouldAnswerOthersAllAlongWhileACutVersionIsAskedForInALoop() throws Exception {
        RunningBatch running;
        try (FileChannel writer = writer("flood")) {
            running = RunningBatch.start(fleet, heavy("flood"));
            writer.truncate(writer.size() / 2);
        }
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        List<Thread> flood = IntStream.range(0, 3).mapToObj(_ -> Thread.ofPlatform().start(() -> {
            while (System.nanoTime() - endNs < 0) {
                assertThatThrownBy(() -> fleet.client().query(heavy("flood"))).isInstanceOf(OnecopyException.class);
            }
        })).toList();
        int answered = 0;
        while (System.nanoTime() - endNs < 0) {
            assertServesTheOthers();
            answered++;
        }
        for (Thread thread : flood) {
            thread.join();
        }
        assertCorrupt(running::answer);
        assertThat(answered).isGreaterThan(5);
        assertThat(fleet.client().status().quarantine()).extracting(Quarantined::name).contains("flood@1");
        assertThat(fleet.err(service)).doesNotContain("no other is started in its place");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldKeepAWriterWaitingUntilNoWorkerReads() throws Exception {
        assertServesTheOthers();
        List<Long> before = fleet.client().status().workers();
        RunningBatch running = RunningBatch.start(fleet, heavy("leased"));
        long startNs = System.nanoTime();
        cut("leased", lengthBytes("leased") / 2);
        assertThat(System.nanoTime() - startNs).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertCorrupt(running::answer);
        assertThatThrownBy(() -> fleet.client().query(heavy("leased"))).hasMessageContaining("opened for writing");
        assertServesTheOthers();
        assertThat(fleet.client().status().workers()).as("nobody died").isEqualTo(before);
    }

    @Test
    void shouldEndABatchWhoseFileLosesItsLastPage() throws Exception {
        long bytes = lengthBytes("shorter");
        RunningBatch running = RunningBatch.start(fleet, heavy("shorter"));
        cut("shorter", bytes - PAGE_BYTES);
        assertCorrupt(running::answer);
        assertServesTheOthers();
        assertShutAway("shorter");
    }

    @Test
    void shouldRefuseAFileCutShortBetweenTwoBatches() throws Exception {
        Batch count = batch("small", Range.ALL, Aggregate.COUNT);
        assertThat(fleet.client().query(count).rangeAnswers().getFirst().values()).containsExactly((long) ELEMENTS);
        cut("small", lengthBytes("small") - 1);
        assertCorrupt(() -> fleet.client().query(count));
        assertServesTheOthers();
        assertShutAway("small");
    }
}
