package onecopy.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import onecopy.service.client.OnecopyClient;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose log goes into a pipe that somebody holds and does not read. */
class FullPipeTest {
    /** Of some hundred bytes each in a log of every batch; a pipe holds 64 KiB. */
    private static final int BATCHES = 600;

    @TempDir
    private Path folder;

    @Test
    void shouldAnswerThoughNobodyReadsItsLog() throws Exception {
        Path pipe = folder.resolve("err0");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor()).isZero();
        Batch batch = new Batch("numbers", List.of(new RangeQuery(Range.atMost(7), List.of(Aggregate.COUNT))),
                PlanKind.AUTO, Duration.ofSeconds(5));
        try (RandomAccessFile log = new RandomAccessFile(pipe.toFile(), "rw");
                TestFleet fleet = new TestFleet(folder)) {
            fleet.load("numbers", 4, 7, 6, 8, 11, 9);
            Process service = fleet.startService("serve", "--workers", "1", "--log-slow", "0s");
            OnecopyClient client = fleet.client();
            for (int i = 0; i < BATCHES; i++) {
                assertThat(client.query(batch).rangeAnswers().getFirst().values()).as("batch %d", i)
                        .hasToString("[3]");
            }
            assertThat(client.stop().pid()).isEqualTo(service.pid());
            assertThat(service.waitFor()).isZero();
            assertThat(log.readLine()).isNotEmpty();
        }
    }
}
