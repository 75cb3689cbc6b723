package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A worker engages while the coordinator closes the job: the pair of full fences on which reuse of a slot rests. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the worker may go on, and the coordinator waits for it")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the worker lets go, the coordinator waits a moment longer")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the worker lets go of a slot that may be reused")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "the worker touches a slot that the coordinator takes for left")
@State
public class EngagementStress {
    private final UnsafeBuffer words = StressMemory.withJob();
    private final JobSlot job = new JobSlot(words, 0);
    private final WorkerSlot worker = new WorkerSlot(words, 0);

    @Actor
    public void worker(ZZ_Result result) {
        long _ = worker.engage(Engagement.NONE, 0);
        result.r1 = job.word() == StressMemory.ACTIVE;
    }

    @Actor
    public void coordinator(ZZ_Result result) {
        job.putWord(JobWord.of(StressMemory.JOB_ID, JobState.CLOSED));
        result.r2 = Engagement.jobSlot(worker.engagement()) == 0;
    }
}
