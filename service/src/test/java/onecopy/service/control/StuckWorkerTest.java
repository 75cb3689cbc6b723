package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a coordinator holds to have been stuck when its worker is gone, and whom not. */
class StuckWorkerTest {
    private static final FunctionRef FUNCTION = new FunctionRef("hangs", 7);
    /** Enough for three looks of the coordinator, on any machine. */
    private static final int TICKS = 15;
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    @TempDir
    private Path folder;

    private final BlockingQueue<StuckWorker> told = new LinkedBlockingQueue<>();
    private ControlledFleet fleet;
    private FleetLocks locks;
    private ControlFile file;
    private WorkerControl victim;

    @BeforeEach
    void attach() {
        fleet = new ControlledFleet(folder, Duration.ofHours(1));
        fleet.coordinator.onStuck(told::add);
        locks = FleetLocks.openExisting(fleet.run);
        file = ControlFile.open(fleet.run.controlFile());
        assertThat(locks.tryWorker(0)).isTrue();
        WorkerSlot slot = new WorkerSlot(file.words(), 0);
        slot.putState(WorkerState.ATTACHED);
        victim = new WorkerControl(fleet.run, locks, file, slot);
    }

    @AfterEach
    void close() {
        fleet.close();
        file.close();
        locks.close();
    }

    private static JobSpec job() {
        JobSpec plain = ControlledFleet.job("poisoned", 3, 1);
        return new JobSpec(plain.dataset(), 4, plain.source(), plain.path(), plain.dataOffset(),
                plain.fingerprint(), plain.type(), plain.elements(), plain.cuts(), true, false, List.of(FUNCTION),
                new long[]{3}, 1,
                plain.chunkBounds());
    }

    private void tick() {
        for (int i = 0; i < TICKS; i++) {
            victim.tick();
            LockSupport.parkNanos(TICK_NS);
        }
    }

    private void die() {
        locks.releaseWorker(0);
        Eventually.until("the dead worker is buried", () -> victim.me().state() == WorkerState.FREE);
    }

    private void assertNobodyTold() throws InterruptedException {
        assertThat(told.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void shouldTellWhatAWorkerDidNotComeBackFrom() throws InterruptedException {
        JobHandle job = fleet.submit(job());
        assertThat(victim.claimNext().publish(new long[1])).isTrue();
        ClaimedChunk _ = victim.claimNext();
        job.close();
        victim.giveUp();
        die();
        assertThat(told.poll(10, TimeUnit.SECONDS))
                .isEqualTo(new StuckWorker("poisoned", 4, List.of(FUNCTION), 10, 20));
        assertNobodyTold();
    }

    @Test
    void shouldNotBlameTheJobOfAWorkerThatWasKilledWhileItWasLate() throws InterruptedException {
        JobHandle job = fleet.submit(job());
        ClaimedChunk _ = victim.claimNext();
        job.close();
        tick();
        die();
        assertNobodyTold();
    }

    @Test
    void shouldNotBlameAJobThatIsNotOverYet() throws InterruptedException {
        try (JobHandle job = fleet.submit(job())) {
            ClaimedChunk _ = victim.claimNext();
            victim.giveUp();
            die();
            assertNobodyTold();
            assertThat(job.deathCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldNotBelieveItOfAWorkerThatGoesOnTicking() throws InterruptedException {
        JobHandle job = fleet.submit(job());
        ClaimedChunk _ = victim.claimNext();
        job.close();
        victim.giveUp();
        tick();
        assertThat(victim.me().state()).isEqualTo(WorkerState.ATTACHED);
        die();
        assertNobodyTold();
    }

    @Test
    void shouldNotBlameTheJobOfAWorkerThatCameBackLate() throws InterruptedException {
        JobHandle job = fleet.submit(job());
        ClaimedChunk late = victim.claimNext();
        job.close();
        tick();
        late.close();
        victim.giveUp();
        die();
        assertNobodyTold();
    }
}
