package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.SplittableRandom;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A header that somebody else writes into: the fleet stays, and the header is put right. */
class DamagedHeaderTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final long SEED = 5;
    private static final int TRIES = 8;

    @TempDir
    private Path folder;

    @Test
    void shouldPutTheHeaderRightAndLetWorkersJoin() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        try (ControlledFleet fleet = new ControlledFleet(folder, NEVER); WorkerControl worker = fleet.worker()) {
            ByteBuffer whole = read(fleet, 0, ControlFileDescriptor.HEADER_FIELDS_LENGTH);
            for (int i = 0; i < TRIES; i++) {
                byte[] garbage = new byte[1 + random.nextInt(ControlFileDescriptor.HEADER_FIELDS_LENGTH)];
                random.nextBytes(garbage);
                write(fleet, random.nextInt(ControlFileDescriptor.HEADER_FIELDS_LENGTH - garbage.length + 1), garbage);
                Eventually.until("the header is as it was",
                        () -> read(fleet, 0, ControlFileDescriptor.HEADER_FIELDS_LENGTH)
                                .equals(whole));
            }
            assertThat(worker.isStopped()).isFalse();
            try (WorkerControl second = fleet.worker()) {
                assertThat(fleet.coordinator.workerCount()).isEqualTo(2);
                assertThat(second.slot()).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldLetAWorkerJoinThatLooksWhileTheHeaderIsDamaged() throws Exception {
        try (ControlledFleet fleet = new ControlledFleet(folder, NEVER)) {
            for (int offset : new int[]{ControlFileDescriptor.MAGIC_OFFSET, ControlFileDescriptor.VERSION_OFFSET,
                ControlFileDescriptor.FILE_LENGTH_OFFSET, ControlFileDescriptor.WORKER_SLOT_COUNT_OFFSET}) {
                write(fleet, offset, new byte[]{77});
                try (WorkerControl worker = fleet.worker()) {
                    assertThat(worker.isStopped()).isFalse();
                }
            }
        }
    }

    /** A coordinator runs, and what it would put right is not its file. */
    @Test
    void shouldSayWhatIsWrongWithAFileThatStaysWrong() throws Exception {
        RunDirectory run = RunDirectory.at(folder.resolve("other"));
        try (FleetLocks locks = FleetLocks.open(run)) {
            locks.claimCoordinator();
            ControlFile.create(run.controlFile(), 1).close();
            try (FileChannel file = FileChannel.open(run.controlFile(), StandardOpenOption.WRITE)) {
                int _ = file.write(ByteBuffer.wrap(new byte[]{77}), ControlFileDescriptor.MAGIC_OFFSET);
            }
            long startedNs = System.nanoTime();
            assertThatThrownBy(() -> WorkerControl.attach(run, false)).isInstanceOfSatisfying(OnecopyException.class,
                    e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT)).hasMessageContaining("is not a control file");
            assertThat(Duration.ofNanos(System.nanoTime() - startedNs)).isBetween(Duration.ofSeconds(1),
                    Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldNotSendWorkersAwayByAStateThatIsNone() throws Exception {
        try (ControlledFleet fleet = new ControlledFleet(folder, NEVER); WorkerControl worker = fleet.worker()) {
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                write(fleet, ControlFileDescriptor.FLEET_STATE_OFFSET + bit / Byte.SIZE,
                        new byte[]{(byte) (1 << bit % Byte.SIZE)});
                assertThat(worker.isStopped()).as("bit %d", bit).isFalse();
            }
            Eventually.until("the state is as it was", () -> read(fleet,
                    ControlFileDescriptor.FLEET_STATE_OFFSET, Integer.BYTES).getInt() == FleetState.ACTIVE.code());
        }
    }

    @Test
    void shouldSendWorkersAwayAfterDamage() throws Exception {
        try (ControlledFleet fleet = new ControlledFleet(folder, NEVER)) {
            WorkerControl worker = fleet.worker();
            assertThat(fleet.coordinator.stop(Duration.ZERO)).isFalse();
            write(fleet, ControlFileDescriptor.FLEET_STATE_OFFSET, new byte[Integer.BYTES]);
            Eventually.until("the worker is told again", worker::isStopped);
            worker.close();
            assertThat(fleet.coordinator.stop(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static ByteBuffer read(ControlledFleet fleet, int at, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel file = FileChannel.open(fleet.run.controlFile())) {
            int _ = file.read(bytes, at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.flip();
    }

    private static void write(ControlledFleet fleet, int at, byte[] bytes) throws IOException {
        try (FileChannel file = FileChannel.open(fleet.run.controlFile(), StandardOpenOption.WRITE)) {
            int _ = file.write(ByteBuffer.wrap(bytes), at);
        }
    }
}
