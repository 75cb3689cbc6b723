package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;

/** A batch that is being computed while a test does something to its fleet. */
final class RunningBatch {
    /** What the coordinator reads at once to sample the cost of a pass is never more. */
    private static final long SAMPLE_ELEMENTS = 4_096;

    private final TestFleet fleet;
    private final Batch batch;
    private final FutureTask<BatchAnswer> answer;

    private RunningBatch(TestFleet fleet, Batch batch) {
        this.fleet = fleet;
        this.batch = batch;
        this.answer = new FutureTask<>(() -> fleet.client().query(batch));
    }

    /** {@return a batch whose chunks are being computed} */
    static RunningBatch start(TestFleet fleet, Batch batch) {
        RunningBatch running = new RunningBatch(fleet, batch);
        Thread.ofVirtual().start(running.answer);
        TestFleet.await("the batch is computed", running::isUnderWay);
        return running;
    }

    private boolean isUnderWay() {
        assertThat(answer.isDone()).as("the batch lasts long enough for this test").isFalse();
        return fleet.look().jobs().stream().anyMatch(
                job -> job.elements() > SAMPLE_ELEMENTS && job.claimedChunks() > 0);
    }

    /** {@return a worker that computes a chunk of it} */
    WorkerSnapshot computingWorker() {
        WorkerSnapshot[] found = new WorkerSnapshot[1];
        TestFleet.await("a worker computes", () -> {
            assertThat(answer.isDone()).as("the batch lasts long enough for this test").isFalse();
            found[0] = fleet.look().workers().stream().filter(worker -> worker.jobSlot() >= 0).findFirst()
                    .orElse(null);
            return found[0] != null;
        });
        return found[0];
    }

    boolean isDone() {
        return answer.isDone();
    }

    /** {@return the answers; throws what the client threw; fails where the batch outlives its deadline} */
    BatchAnswer answer() throws InterruptedException {
        try {
            return answer.get(batch.timeout().toSeconds() + 5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OnecopyException refusal) {
                throw refusal;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the batch outlived its deadline of " + batch.timeout(), e);
        }
    }
}
