package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker slot whose state is none: the fleet goes on, and the slot is repaired. */
class DamagedSlotTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int BIT = 1 << 23;

    @TempDir
    private Path folder;

    @Test
    void shouldTellWhoIsThereWhateverASlotSays() throws Exception {
        try (ControlledFleet fleet = new ControlledFleet(folder, NEVER); WorkerControl worker = fleet.worker()) {
            for (int slot = 0; slot < ControlFileDescriptor.WORKER_SLOTS; slot++) {
                if (slot != worker.slot()) {
                    flip(fleet, slot);
                }
            }
            assertThat(fleet.coordinator.workerCount()).isEqualTo(1);
            assertThat(fleet.coordinator.workers()).hasSize(1);
            assertThat(fleet.coordinator.heartbeatAgesNs()).hasSize(1);
            try (FleetReader reader = FleetReader.open(fleet.run)) {
                assertThat(reader.snapshot().workers()).isNotEmpty();
            }
            Eventually.until("every slot is repaired", () -> {
                try (FleetReader reader = FleetReader.open(fleet.run)) {
                    return reader.snapshot().workers().size() == 1;
                }
            });
            assertThat(fleet.coordinator.counts().workerDeaths()).isZero();
        }
    }

    @Test
    void shouldGoOnWithAWorkerWhoseSlotIsDamaged() throws Exception {
        try (ControlledFleet fleet = new ControlledFleet(folder, NEVER)) {
            try (WorkerControl worker = fleet.worker()) {
                flip(fleet, worker.slot());
                Eventually.until("the worker counts again", () -> fleet.coordinator.workerCount() == 1);
                assertThat(fleet.coordinator.workers()).singleElement()
                        .returns(ProcessHandle.current().pid(), WorkerSnapshot::pid);
                flip(fleet, worker.slot());
            }
            flip(fleet, 63);
            assertThat(fleet.coordinator.stop(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static void flip(ControlledFleet fleet, int slot) throws IOException {
        int position = ControlFileDescriptor.workerSlotOffset(slot) + WorkerSlotDescriptor.STATE_OFFSET;
        try (RandomAccessFile file = new RandomAccessFile(fleet.run.controlFile().toFile(), "rw")) {
            file.seek(position);
            int state = file.readInt();
            file.seek(position);
            file.writeInt(state ^ Integer.reverseBytes(BIT));
        }
    }
}
