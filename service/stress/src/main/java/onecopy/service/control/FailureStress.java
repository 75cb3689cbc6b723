package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import onecopy.data.fault.Fault;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two workers fail at once, and then the coordinator looks. */
@JCStressTest
@Outcome(id = "none", expect = ACCEPTABLE, desc = "the other one owns the failure and has not said so yet")
@Outcome(id = {"first",
    "second"}, expect = ACCEPTABLE, desc = "the failure owner wrote its text before the job word said so")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a text without its end, or two in one")
@State
public class FailureStress {
    private final JobSlot job = new JobSlot(StressMemory.withJob(), 0);

    @Actor
    public void worker0() {
        fail(0, "first");
    }

    @Actor
    public void worker1AndCoordinator(L_Result result) {
        fail(1, "second");
        result.r1 = JobWord.state(job.word()) == JobState.FAILED ? job.failure().getMessage() : "none";
    }

    private void fail(int worker, String message) {
        if (job.claimFailure(worker)) {
            job.putFailure(Fault.FUNCTION_FAILED, message);
            job.changeWord(StressMemory.ACTIVE, JobWord.of(StressMemory.JOB_ID, JobState.FAILED));
        }
    }
}
