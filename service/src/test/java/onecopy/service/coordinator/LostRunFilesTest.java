package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import onecopy.data.command.TemporaryFolder;
import onecopy.data.fault.Fault;
import onecopy.data.function.Divisors;
import onecopy.service.control.Eventually;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the run directory that somebody else changes, cuts short or takes away under a fleet of processes. */
class LostRunFilesTest {
    private static final int COUNT = 20_000;
    private static final long END_S = 30;

    @TempDir
    private Path folder;

    private TestFleet fleet;
    private long[] values;

    @BeforeEach
    void load() {
        SplittableRandom random = new SplittableRandom(11);
        values = random.longs(COUNT, 1, 1_000_000).toArray();
        fleet = new TestFleet(folder);
        fleet.load("numbers", values);
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    @Test
    void shouldCountDivisorsExactlyWhateverBecomesOfTheSharedTable() throws IOException {
        fleet.startService("serve", "--workers", "1");
        Path table = fleet.run().divisorsFile();
        Eventually.until("the table is there", () -> Files.exists(table));
        requireExact();
        try (FileChannel file = FileChannel.open(table, StandardOpenOption.WRITE)) {
            for (int x = 0; x < 1_000_000; x += 3) {
                int _ = file.write(ByteBuffer.wrap(new byte[]{(byte) 0xff}), x);
            }
            requireExact();
            file.truncate(0);
            requireExact();
        }
        Files.delete(table);
        requireExact();
    }

    @Test
    void shouldEndWhereTheRunDirectoryIsRemoved() throws Exception {
        Process service = fleet.startService("serve", "--workers", "1");
        TemporaryFolder.removeTree(fleet.run().path());
        requireEnd(service);

        Process successor = fleet.startService("serve", "--workers", "1");
        requireExact();
        assertThat(successor.isAlive()).isTrue();
    }

    @Test
    void shouldEndWhereTheLocksFileIsRemovedAndLeaveItsSuccessorAlone() throws Exception {
        Process service = fleet.startService("serve", "--workers", "1");
        Files.delete(fleet.run().locksFile());
        Process successor = fleet.startService("serve", "--workers", "1");
        requireEnd(service);

        requireExact();
        assertThat(successor.isAlive()).isTrue();
    }

    @Test
    void shouldEndWhereTheControlFileIsCutShort() throws Exception {
        for (long length : new long[]{0, 4_096, 40_000}) {
            Process service = fleet.startService("serve", "--workers", "1");
            List<ProcessHandle> workers = service.children().toList();
            try (FileChannel file = FileChannel.open(fleet.run().controlFile(), StandardOpenOption.WRITE)) {
                file.truncate(length);
            }
            requireEnd(service);
            Eventually.until("its workers have ended", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(fleet.run().path()).as("cut to %d", length).doesNotExist();
        }
    }

    private void requireEnd(Process service) throws InterruptedException {
        assertThat(service.waitFor(END_S, TimeUnit.SECONDS)).as("the coordinator has ended").isTrue();
        assertThat(service.exitValue()).isEqualTo(Fault.UNAVAILABLE.exitCode());
        assertThat(fleet.err(service)).contains("under the running coordinator, which ends").doesNotContain("\tat ");
    }

    private void requireExact() {
        Divisors divisors = new Divisors();
        for (long n : new long[]{1_000, 500_000}) {
            long expected = IntStream.range(0, COUNT).mapToLong(i -> values[i]).filter(x -> x <= n)
                    .map(divisors::apply).sum();
            RangeAnswer answer = (RangeAnswer) fleet.client().query(new Batch("numbers", List.of(new RangeQuery(
                    Range.atMost(n), List.of(Aggregate.sumOf("divisors")))), PlanKind.SCAN, Duration.ofSeconds(50)))
                    .answers().getFirst();
            assertThat(answer.values().getFirst()).hasToString(Long.toString(expected));
        }
    }
}
