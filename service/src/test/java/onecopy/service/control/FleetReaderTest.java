package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetReaderTest {
    private static final LastBatch BATCH = new LastBatch("d\u00e9j\u00e0", 3, "scan", 13, 2, 37, 4L << 30, 9_000, 310,
            870,
            123_456_789, 1_700_000_000_000L);

    @TempDir
    private Path folder;

    @Test
    void shouldSayThatNoCoordinatorRuns() {
        RunDirectory run = RunDirectory.at(folder.resolve("nobody"));
        assertThatThrownBy(() -> FleetReader.open(run))
                .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNAVAILABLE))
                .hasMessageContaining("no coordinator runs in " + run);
    }

    @Test
    void shouldSeeWorkersJobsAndTheLastBatch() throws InterruptedException {
        try (ControlledFleet fleet = new ControlledFleet(folder, Duration.ofHours(1));
                FleetReader reader = FleetReader.open(fleet.run)) {
            FleetSnapshot empty = reader.snapshot();
            assertThat(empty.state()).isEqualTo(FleetState.ACTIVE);
            assertThat(empty.coordinatorPid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(empty.coordinatorAlive()).isTrue();
            assertThat(empty.workers()).isEmpty();
            assertThat(empty.jobs()).isEmpty();
            assertThat(empty.lastBatch()).isEmpty();
            assertThat(empty.batches()).isZero();

            try (WorkerControl worker = fleet.worker();
                    JobHandle job = fleet.submit(ControlledFleet.job("numbers", 4, 2))) {
                assertThat(worker.claimNext().publish(new long[2])).isTrue();
                ClaimedChunk second = worker.claimNext();
                second.progress(7);
                FleetSnapshot busy = reader.snapshot();
                assertThat(busy.jobs())
                        .containsExactly(
                                new JobSnapshot(0, job.jobId(), JobState.ACTIVE, "numbers", 1, 40, 4, 1, 1, 10));
                assertThat(busy.workers().getFirst().jobSlot()).isZero();
                assertThat(busy.workers().getFirst().elements()).isEqualTo(7);
                second.close();
            }
            fleet.coordinator.recordBatch(BATCH);
            fleet.coordinator.recordBatch(BATCH);
            assertThat(reader.snapshot().lastBatch()).contains(BATCH);
            assertThat(reader.snapshot().batches()).isEqualTo(2);
            assertThat(reader.isCurrent()).isTrue();
        }
    }

    @Test
    void shouldReadAFileItMayNotWrite() throws IOException {
        try (ControlledFleet fleet = new ControlledFleet(folder, Duration.ofHours(1))) {
            Path file = fleet.run.controlFile();
            Files.setPosixFilePermissions(file, Set.of(
                    PosixFilePermission.OWNER_READ));
            FileTime before = Files.getLastModifiedTime(file);
            try (FleetReader reader = FleetReader.open(fleet.run)) {
                assertThat(reader.snapshot().workers()).isEmpty();
            }
            assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
        }
    }

    @Test
    void shouldReportAFleetThatHasStopped() {
        try (ControlledFleet fleet = new ControlledFleet(folder, Duration.ofHours(1));
                FleetReader reader = FleetReader.open(fleet.run)) {
            fleet.coordinator.close();
            assertThat(reader.snapshot().state()).isEqualTo(FleetState.STOPPED);
        }
    }
}
