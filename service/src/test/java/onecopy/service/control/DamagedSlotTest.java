package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(names = {"FREE", "ATTACHING"})
    void shouldCountAWorkerAgainThatSeemsToHaveLeftOrToBeComing(WorkerState state) throws Exception {
        try (ControlledFleet fleet = new ControlledFleet(folder, NEVER); WorkerControl worker = fleet.worker()) {
            Eventually.until("the worker was looked at", () -> fleet.coordinator.workerCount() == 1);
            putState(fleet, worker.slot(), state.code());
            Eventually.until("the worker counts again", () -> {
                worker.tick();
                return fleet.coordinator.workerCount() == 1;
            });
            assertThat(fleet.coordinator.counts().workerDeaths()).isZero();
        }
    }

    @Test
    void shouldFreeTheChunkOfAWorkerThatDiesInASlotThatWasSetFree() throws Exception {
        try (ControlledFleet fleet = new ControlledFleet(folder, NEVER);
                JobHandle _ = fleet.submit(ControlledFleet.job("numbers", 1, 1));
                WorkerControl heir = fleet.worker()) {
            WorkerControl victim = fleet.worker();
            ClaimedChunk _ = victim.claimNext();
            putState(fleet, victim.slot(), WorkerState.FREE.code());
            leaveLikeTheDead(fleet, victim);
            ClaimedChunk[] claim = new ClaimedChunk[1];
            Eventually.until("the chunk is free", () -> {
                claim[0] = heir.claimNext();
                return claim[0] != null;
            });
            claim[0].close();
        }
    }

    @Test
    void shouldNotMindAHazardWordThatSomebodyElseWrote() throws Exception {
        try (ControlledFleet fleet = new ControlledFleet(folder, NEVER); WorkerControl worker = fleet.worker()) {
            putHazard(fleet, worker.slot(), 200);
            assertThat(worker.isEngaged()).isFalse();
            assertThat(worker.isEngagedInVain()).isFalse();
            putHazard(fleet, worker.slot(), 1);
            assertThat(worker.isEngagedInVain()).isFalse();
            worker.awaitWork(1);
            try (JobHandle job = fleet.submit(ControlledFleet.job("numbers", 1, 1));
                    ClaimedChunk claim = worker.claimNext()) {
                assertThat(claim.publish(new long[]{42})).isTrue();
                assertThat(job.drain(new long[1], () -> {})).isEqualTo(1);
            }
            putHazard(fleet, 1, 1);
            try (WorkerControl second = fleet.worker()) {
                assertThat(second.slot()).isEqualTo(1);
                assertThat(second.isEngaged()).isFalse();
            }
        }
    }

    /** Chunk and hazard word stay as they are, the lock goes. */
    private static void leaveLikeTheDead(ControlledFleet fleet, WorkerControl victim) throws IOException {
        long hazard = victim.engagement();
        victim.close();
        putHazard(fleet, victim.slot(), hazard);
    }

    private static void putHazard(ControlledFleet fleet, int slot, long hazard) throws IOException {
        write(fleet, slot, WorkerSlotDescriptor.ENGAGEMENT_OFFSET, word(Long.BYTES).putLong(0, hazard));
    }

    private static void putState(ControlledFleet fleet, int slot, int state) throws IOException {
        write(fleet, slot, WorkerSlotDescriptor.STATE_OFFSET, word(Integer.BYTES).putInt(0, state));
    }

    private static void flip(ControlledFleet fleet, int slot) throws IOException {
        ByteBuffer state = word(Integer.BYTES);
        try (FileChannel file = FileChannel.open(fleet.run.controlFile())) {
            int _ = file.read(state, ControlFileDescriptor.workerSlotOffset(slot) + WorkerSlotDescriptor.STATE_OFFSET);
        }
        putState(fleet, slot, state.getInt(0) ^ BIT);
    }

    private static ByteBuffer word(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }

    private static void write(ControlledFleet fleet, int slot, int field, ByteBuffer word) throws IOException {
        try (FileChannel file = FileChannel.open(fleet.run.controlFile(), StandardOpenOption.WRITE)) {
            int _ = file.write(word, ControlFileDescriptor.workerSlotOffset(slot) + field);
        }
    }
}
