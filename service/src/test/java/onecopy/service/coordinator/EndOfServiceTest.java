package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import onecopy.data.command.Installation;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service ends in order whatever it is doing, whatever its control file holds, and where it cannot even begin. */
@Timeout(120)
class EndOfServiceTest {
    private static final long SEED = 5_511;
    /** Offset of the state of worker slot 40; see {@code CONTROL.md}. */
    private static final long STATE_OF_SLOT_40 = 4_096 + 40 * 512;

    @TempDir
    private Path folder;

    private TestFleet fleet;

    @BeforeEach
    void load() {
        fleet = new TestFleet(folder);
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    @Test
    void shouldEndInOrderWhileBatchesAreMerged() throws Exception {
        long[] hard = new Random(SEED).longs(500, 1L << 40, Long.MAX_VALUE).toArray();
        long[] values = new long[100_000];
        Arrays.setAll(values, i -> hard[i % hard.length]);
        fleet.load("hard", values);
        Process service = fleet.startService("serve", "--workers", "1");
        RunningBatch running = RunningBatch.start(fleet, new Batch("hard",
                List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf("divisors")))), PlanKind.SCAN,
                Duration.ofSeconds(100)));
        service.destroy();
        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(running::answer).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.UNAVAILABLE)).hasMessage("the coordinator is stopping");
        assertThat(fleet.err(service)).doesNotContain("defect", "Exception", "SIGSEGV");
        assertThat(fleet.run().path()).doesNotExist();
    }

    @Test
    void shouldServeAndEndInOrderWhereAWorkerSlotIsDamaged() throws Exception {
        fleet.load("numbers", 4, 7, 6, 8, 11, 9);
        Process service = fleet.startService("serve", "--workers", "1");
        try (RandomAccessFile control = new RandomAccessFile(fleet.run().controlFile().toFile(), "rw");
                HttpClient http = HttpClient.newHttpClient()) {
            control.seek(STATE_OF_SLOT_40);
            control.writeInt(0x80);
            URI health = URI.create(Files.readString(fleet.run().endpointFile()).strip() + "/v1/health");
            assertThat(http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(fleet.client().query(new Batch("numbers",
                    List.of(new RangeQuery(Range.atMost(7), List.of(Aggregate.COUNT))), PlanKind.SCAN,
                    Duration.ofSeconds(50))).rangeAnswers().getFirst().values()).hasToString("[3]");
            control.seek(STATE_OF_SLOT_40);
            control.writeInt(0x80);
        }
        service.destroy();
        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(fleet.run().path()).doesNotExist();
    }

    /** In 4 KiB pages: not enough for the control file, for the token, for the address. */
    @ParameterizedTest
    @ValueSource(strings = {"16k", "36k", "40k"})
    void shouldLeaveNothingWhereTheRunDirectoryHasNoRoom(String size) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path left = folder.resolve("left");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")) && mounted(disk, size, left, List.of("true")) == 0,
                "this system lets us mount file systems of our own");
        List<String> coordinator = Installation.require().javaCommand("coordinator", "onecopy.service.cli.ServiceMain",
                List.of("coordinator", "--run", disk.resolve("run").toString(), "--store",
                        folder.resolve("store").toString()));
        assertThat(mounted(disk, size, left, coordinator)).isEqualTo(Fault.NO_SPACE.exitCode());
        assertThat(left).isEmptyFile();
    }

    private static int mounted(Path disk, String size, Path left, List<String> program)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare", "--map-root-user", "--mount", "sh", "-c",
                "mount -t tmpfs -o size=" + size + " onecopy \"$0\" && { \"$@\"; code=$?; ls -A \"$0\" > " + left
                        + "; exit $code; }",
                disk.toString()));
        command.addAll(program);
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }
}
