package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of {@code CONTROL.md}, section 6. */
class LedgerTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    private ControlledFleet fleet;

    @BeforeEach
    void openFleet() {
        fleet = new ControlledFleet(folder, NEVER);
    }

    @AfterEach
    void closeFleet() {
        fleet.close();
    }

    @Test
    void shouldHandOverEveryPartialOnce() throws InterruptedException {
        try (WorkerControl worker = fleet.worker(); JobHandle job = fleet.submit(ControlledFleet.job("a", 50, 3))) {
            List<Long> drained = new ArrayList<>();
            long[] words = new long[3];
            for (ClaimedChunk chunk = worker.claimNext(); chunk != null; chunk = worker.claimNext()) {
                assertThat(chunk.publish(new long[]{chunk.start(), chunk.end(), -1})).isTrue();
                assertThat(job.awaitProgress(ControlledFleet.WAIT_NS)).isTrue();
                assertThat(job.drain(words, () -> drained.add(words[0]))).isEqualTo(1);
                assertThat(words[1]).isEqualTo(words[0] + 10);
            }
            assertThat(job.complete()).isTrue();
            assertThat(job.drain(words, () -> drained.add(-1L))).isZero();
            assertThat(drained).hasSize(50).doesNotHaveDuplicates();
            assertThat(job.doneElements()).isEqualTo(500);
            assertThat(job.workersInvolved()).containsExactly(worker.slot());
        }
    }

    @Test
    void shouldGiveEachChunkToOneWorkerOnly() throws InterruptedException {
        try (WorkerControl one = fleet.worker();
                WorkerControl two = fleet.worker();
                JobHandle _ = fleet.submit(ControlledFleet.job("a", 2, 1));
                ClaimedChunk first = one.claimNext();
                ClaimedChunk second = two.claimNext()) {
            assertThat(one.slot()).isNotEqualTo(two.slot());
            assertThat(first.start()).isNotEqualTo(second.start());
            try (WorkerControl three = fleet.worker()) {
                assertThat(three.claimNext()).isNull();
            }
        }
    }

    @Test
    void shouldTurnToTheNextJobAfterEachChunk() throws InterruptedException {
        try (WorkerControl worker = fleet.worker();
                JobHandle heavy = fleet.submit(ControlledFleet.job("heavy", 1000, 1));
                JobHandle light = fleet.submit(ControlledFleet.job("light", 3, 1))) {
            int chunks = 0;
            long[] words = new long[1];
            while (!light.complete()) {
                assertThat(worker.claimNext().publish(words)).isTrue();
                light.drain(words, () -> {});
                chunks++;
            }
            assertThat(chunks).isLessThanOrEqualTo(6);
            assertThat(heavy.drain(words, () -> {})).isBetween(2, 3);
        }
    }

    @Test
    void shouldFreeTheChunkOfAWorkerThatLeaves() throws InterruptedException {
        try (WorkerControl stays = fleet.worker(); JobHandle job = fleet.submit(ControlledFleet.job("a", 1, 1))) {
            try (WorkerControl leaves = fleet.worker(); ClaimedChunk chunk = leaves.claimNext()) {
                assertThat(chunk.isWanted()).isTrue();
                assertThat(stays.claimNext()).isNull();
            }
            try (ClaimedChunk chunk = stays.claimNext()) {
                assertThat(chunk.publish(new long[]{42})).isTrue();
            }
            long[] words = new long[1];
            assertThat(job.drain(words, () -> {})).isEqualTo(1);
            assertThat(words[0]).isEqualTo(42);
        }
    }

    @Test
    void shouldIgnoreASleeperWhoseChunkWasGivenAway() throws InterruptedException {
        fleet.close();
        fleet = new ControlledFleet(folder, AT_ONCE);
        try (WorkerControl sleeper = fleet.worker();
                WorkerControl awake = fleet.worker();
                JobHandle job = fleet.submit(ControlledFleet.job("a", 1, 1));
                ClaimedChunk slept = sleeper.claimNext()) {
            ClaimedChunk taken = awaitClaim(awake);
            assertThat(slept.isWanted()).isFalse();
            assertThat(taken.publish(new long[]{1})).isTrue();
            assertThat(slept.publish(new long[]{666})).isFalse();

            long[] words = new long[1];
            assertThat(job.drain(words, () -> {})).isEqualTo(1);
            assertThat(words[0]).isEqualTo(1);
        }
    }

    @Test
    void shouldKeepAJobSlotFromReuseWhileASleeperIsEngagedWithIt() throws InterruptedException {
        try (WorkerControl sleeper = fleet.worker()) {
            JobHandle job = fleet.submit(ControlledFleet.job("a", 1, 1));
            try (ClaimedChunk slept = sleeper.claimNext()) {
                job.close();
                assertThat(slept.isWanted()).isFalse();
                for (int i = 0; i < 40; i++) {
                    try (JobHandle other = fleet.submit(ControlledFleet.job("b", 1, 1));
                            WorkerControl worker = fleet.worker();
                            ClaimedChunk chunk = worker.claimNext()) {
                        assertThat(chunk.jobSlot()).isNotEqualTo(slept.jobSlot());
                        assertThat(other.jobId()).isGreaterThan(job.jobId());
                    }
                }
            }
            List<JobHandle> all = new ArrayList<>();
            for (int i = 0; i < ControlLimits.JOB_SLOTS; i++) {
                all.add(fleet.submit(ControlledFleet.job("c", 1, 1)));
            }
            assertThatThrownBy(() -> fleet.coordinator.submit(ControlledFleet.job("d", 1, 1), 0, 1))
                    .isInstanceOfSatisfying(OnecopyException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.BUSY))
                    .hasMessageContaining("all 16 job slots");
            all.forEach(JobHandle::close);
        }
    }

    @Test
    void shouldReportTheFirstFailureAndServeOtherJobs() throws InterruptedException {
        try (WorkerControl worker = fleet.worker();
                JobHandle bad = fleet.submit(ControlledFleet.job("bad", 5, 1))) {
            worker.claimNext().fail(Fault.FUNCTION_FAILED, "f of 3 is \u221e");
            assertThat(bad.awaitProgress(ControlledFleet.WAIT_NS)).isTrue();
            assertThat(bad.done()).isTrue();
            assertThat(bad.failed()).isTrue();
            assertThat(bad.complete()).isFalse();
            assertThat(bad.failure().fault()).isEqualTo(Fault.FUNCTION_FAILED);
            assertThat(bad.failure()).hasMessage("f of 3 is \u221e");
            assertThat(worker.claimNext()).isNull();

            try (JobHandle good = fleet.submit(ControlledFleet.job("good", 1, 1))) {
                assertThat(worker.claimNext().publish(new long[1])).isTrue();
                assertThat(good.awaitProgress(ControlledFleet.WAIT_NS)).isTrue();
            }
        }
    }

    @Test
    void shouldMakeWorkersDropACancelledJob() throws InterruptedException {
        try (WorkerControl worker = fleet.worker();
                JobHandle job = fleet.submit(ControlledFleet.job("a", 5, 1));
                ClaimedChunk chunk = worker.claimNext()) {
            assertThat(chunk.isWanted()).isTrue();
            assertThat(worker.isEngagedInVain()).isFalse();
            job.cancel();
            assertThat(chunk.isWanted()).isFalse();
            assertThat(worker.isEngagedInVain()).isTrue();
            assertThat(job.done()).isTrue();
            assertThat(job.failure().fault()).isEqualTo(Fault.CANCELLED);
        }
    }

    @Test
    void shouldAnswerAJobWithoutChunksAtOnce() throws InterruptedException {
        try (JobHandle job = fleet.submit(ControlledFleet.job("empty", 0, 1))) {
            assertThat(job.awaitProgress(0)).isTrue();
            assertThat(job.complete()).isTrue();
        }
    }

    @Test
    void shouldHoldTheLargestPartialsItPromises() throws InterruptedException {
        int words = 4097 * 9;
        int chunks = CoordinatorControl.maxChunks(words);
        assertThat(chunks).isGreaterThan(100);
        assertThat(CoordinatorControl.maxChunks(1)).isEqualTo(ControlLimits.MAX_CHUNKS);
        try (WorkerControl worker = fleet.worker();
                JobHandle job = fleet.submit(ControlledFleet.job("large", chunks, words))) {
            long[] partial = new long[words];
            long[] drained = new long[words];
            for (int chunk = 0; chunk < chunks; chunk++) {
                partial[words - 1] = chunk + 1L;
                assertThat(worker.claimNext().publish(partial)).isTrue();
                job.drain(drained, () -> {});
                assertThat(drained[words - 1]).isEqualTo(chunk + 1L);
            }
            assertThat(job.complete()).isTrue();
        }
    }

    @Test
    void shouldRefuseAJobThatDoesNotFit() {
        int words = 4097 * 9;
        JobSpec job = ControlledFleet.job("huge", CoordinatorControl.maxChunks(words) + 10, words);
        assertThatThrownBy(() -> fleet.submit(job)).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> CoordinatorControl.maxChunks(1 << 20)).hasMessageContaining("too many thresholds");
    }

    @Test
    void shouldStopWorkersAndKeepNewOnesOut() throws InterruptedException {
        WorkerControl worker = fleet.worker();
        assertThat(fleet.coordinator.stop(Duration.ZERO)).isFalse();
        assertThat(worker.isStopped()).isTrue();
        worker.close();
        assertThat(fleet.coordinator.stop(Duration.ofSeconds(10))).isTrue();
        assertThat(WorkerControl.attach(fleet.run, false)).isEmpty();
    }

    @Test
    void shouldRefuseTheSixtyFifthWorker() {
        List<WorkerControl> workers = new ArrayList<>();
        for (int i = 0; i < ControlLimits.WORKER_SLOTS; i++) {
            workers.add(fleet.worker());
        }
        assertThatThrownBy(fleet::worker)
                .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFLICT))
                .hasMessageContaining("all 64 worker slots").hasMessageContaining("stop a worker first");
        workers.forEach(WorkerControl::close);
        assertThat(fleet.coordinator.workerCount()).isZero();
        fleet.worker().close();
    }

    @Test
    void shouldAnswerEveryQuestionOnceTheFileIsUnmapped() throws InterruptedException {
        JobHandle job = fleet.submit(ControlledFleet.job("a", 5, 1));
        fleet.coordinator.cancelJobs();
        assertThat(job.done()).isTrue();
        assertThat(job.failure().fault()).isEqualTo(Fault.CANCELLED);
        assertThatThrownBy(() -> fleet.submit(ControlledFleet.job("b", 1, 1))).hasMessageContaining("is stopping");
        assertThat(fleet.coordinator.awaitWorkers(1, Duration.ofHours(1))).as("at once").isFalse();
        fleet.coordinator.close();
        assertThat(fleet.coordinator.workerCount()).isZero();
        assertThat(fleet.coordinator.workers()).isEmpty();
        assertThat(fleet.coordinator.heartbeatAgesNs()).isEmpty();
        assertThat(job.done()).isTrue();
        assertThatThrownBy(() -> job.drain(new long[1], () -> {})).isInstanceOf(OnecopyException.class);
        job.close();
    }

    private static ClaimedChunk awaitClaim(WorkerControl worker) {
        ClaimedChunk[] claimed = new ClaimedChunk[1];
        Eventually.until("the silent worker's chunk is set free", () -> {
            worker.tick();
            claimed[0] = worker.claimNext();
            return claimed[0] != null;
        });
        return claimed[0];
    }
}
