package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexLayout;
import onecopy.data.store.DatasetVersion;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.Quarantined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's function ends the process that calls it for some values: one batch fails, the fleet goes on. */
class LethalFunctionTest {
    private static final int ELEMENTS = 200_000;
    private static final int WORKERS = 2;
    private static final long ASKING_NS = TimeUnit.SECONDS.toNanos(8);

    @TempDir
    private Path folder;

    private TestFleet fleet;
    private Process service;

    @BeforeEach
    void serve() throws IOException {
        fleet = new TestFleet(folder);
        fleet.load("poisoned", LongStream.range(0, ELEMENTS).map(i -> i % 5_000 == 4_321 ? 13 : i + 100).toArray());
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
        Path jar = PluginJar.of(folder, "Exits", "if (x == 13) { Runtime.getRuntime().halt(3); } return 2;");
        service = fleet.startService("serve", "--workers", Integer.toString(WORKERS), "--plugins", jar.toString());
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    private static Batch batch(String dataset, Range range, String function) {
        return new Batch(dataset, List.of(new RangeQuery(range, List.of(Aggregate.sumOf(function)))), PlanKind.AUTO,
                Duration.ofSeconds(50));
    }

    private void assertBlamed() {
        assertThatThrownBy(() -> fleet.client().query(batch("poisoned", Range.ALL, "exits")))
                .isInstanceOfSatisfying(OnecopyException.class,
                        e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.FUNCTION_FAILED))
                .hasMessageContaining("'exits'").hasMessageContaining("workers died");
    }

    private void assertOthersAreAnswered() {
        assertThat(fleet.client().query(batch("worked", Range.atMost(7), "divisors")).rangeAnswers().getFirst()
                .values()).hasToString("[9]");
    }

    @Test
    void shouldNameTheFunctionRefuseItForAWhileAndKeepTheFleet() {
        long endNs = System.nanoTime() + ASKING_NS;
        while (System.nanoTime() - endNs < 0) {
            assertBlamed();
            assertOthersAreAnswered();
        }
        assertThat(fleet.client().status().quarantine()).singleElement().satisfies(refused -> {
            assertThat(refused.name()).isEqualTo("function 'exits'");
            assertThat(refused.code()).isEqualTo("function_failed");
        });
        TestFleet.await("dead workers are replaced", () -> fleet.client().status().workers().size() == WORKERS);
        assertThat(fleet.client().query(batch("poisoned", Range.atMost(4_000), "divisors")).rangeAnswers().getFirst()
                .values().getFirst()).as("the values themselves are not refused").isInstanceOf(BigInteger.class);
        assertThat(fleet.client().status().quarantine()).extracting(Quarantined::dataset).containsExactly("poisoned");
        assertThat(fleet.err(service)).contains("function 'exits' is in quarantine for 60 s")
                .doesNotContain("no other is started in its place");
    }

    /** What is damaged only helps to find small values, which nobody looks for. */
    @Test
    void shouldBlameADamagedIndexRatherThanTheFunction() throws IOException {
        fleet.load("indexed", LongStream.range(0, ELEMENTS).toArray());
        try (DatasetVersion version = fleet.store().openCurrent("indexed")) {
            IndexPublisher.publish(version, IndexOptions.DEFAULT.withForm(IndexForm.DISTINCT));
            Path samples = IndexFolders.current(version.folder()).orElseThrow().resolve("samples.npy");
            assertThat(samples.toFile().setWritable(true)).isTrue();
            try (FileChannel writer = FileChannel.open(samples, StandardOpenOption.WRITE)) {
                writer.write(ByteBuffer.wrap(new byte[]{77}), IndexLayout.HEADER_BYTES + Long.BYTES);
            }
        }
        Batch batch = new Batch("indexed", List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf("exits")))),
                PlanKind.INDEX, Duration.ofSeconds(50));
        assertThatThrownBy(() -> fleet.client().query(batch))
                .isInstanceOfSatisfying(OnecopyException.class,
                        e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.CORRUPT))
                .hasMessageContainingAll("workers died", "samples.npy", "do not match their checksum");
        assertThat(fleet.client().status().quarantine()).extracting(Quarantined::kind)
                .containsExactly(Quarantined.Kind.INDEX);
        assertOthersAreAnswered();
    }
}
