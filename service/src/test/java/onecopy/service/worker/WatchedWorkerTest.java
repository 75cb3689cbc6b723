package onecopy.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.LongStream;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.JobHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker's words about a batch carry its id. */
class WatchedWorkerTest {
    private static final long BATCH = 0xABCDEF;

    @Test
    void shouldNameTheBatchThatFailed(@TempDir Path folder) throws InterruptedException {
        try (TestFleet fleet = new TestFleet(folder)) {
            fleet.start();
            JavaProcess worker = fleet.worker();
            fleet.awaitWorkers(1);
            Path values = fleet.dataset("bad", LongStream.of(1, 2, BehavingFunction.THROWS, 4));
            TestFleet.Job job = TestFleet.job(values, 1, new long[]{10}, new BehavingFunction());
            try (JobHandle handle = fleet.control().submit(job.spec(), BATCH, TestFleet.WAIT_NS)) {
                assertThatThrownBy(() -> TestFleet.finish(job, handle)).isInstanceOf(OnecopyException.class);
            }
            assertThat(worker.errors()).contains("failed in batch 0000000000abcdef over elements 0 to 4")
                    .contains("minus one is not welcome");
        }
    }
}
