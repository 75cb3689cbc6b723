package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** A job fails while it is cancelled and closed. */
@JCStressTest
@Outcome(id = {"true, false, 4",
    "false, true, 4"}, expect = ACCEPTABLE, desc = "one of them ends it, and CLOSED has the last word")
@Outcome(id = {"true, false, 2", "false, true, 3"}, expect = FORBIDDEN, desc = "a late change hit a closed job")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "an active job ended twice")
@State
public class JobWordStress {
    private final JobSlot job = new JobSlot(StressMemory.withJob(), 0);

    @Actor
    public void worker(ZZI_Result result) {
        result.r1 = job.changeWord(StressMemory.ACTIVE, JobWord.of(StressMemory.JOB_ID, JobState.FAILED));
    }

    @Actor
    public void callerAndCoordinator(ZZI_Result result) {
        result.r2 = job.changeWord(StressMemory.ACTIVE, JobWord.of(StressMemory.JOB_ID, JobState.CANCELLED));
        job.putWord(JobWord.of(StressMemory.JOB_ID, JobState.CLOSED));
    }

    @Arbiter
    public void end(ZZI_Result result) {
        result.r3 = JobWord.state(job.word()).code();
    }
}
