package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJJ_Result;

/** A worker leaves a job slot that the coordinator waits for. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "still engaged")
@Outcome(id = "1, 41, 42", expect = ACCEPTABLE, desc = "left, and all it wrote is there: nothing of it can hit the next job")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a store of the worker came after it had left")
@State
public class EndOfEngagementStress {
    private final UnsafeBuffer words = StressMemory.withJob();
    private final JobArena job = new JobSlot(words, 0).arena();
    private final WorkerSlot worker = new WorkerSlot(words, 0);

    public EndOfEngagementStress() {
        long _ = worker.engage(Engagement.NONE, 0);
    }

    @Actor
    public void worker() {
        job.putPartial(0, new long[]{41, 42}, 0);
        worker.endEngagement();
    }

    @Actor
    public void coordinator(IJJ_Result result) {
        if (Engagement.jobSlot(worker.engagement()) < 0) {
            long[] partial = new long[StressMemory.PARTIAL_WORDS];
            long _ = job.getPartial(0, partial);
            result.r1 = 1;
            result.r2 = partial[0];
            result.r3 = partial[1];
        }
    }
}
