package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two workers claim the last free chunk. */
@JCStressTest
@Outcome(id = {"0, -1", "-1, 0"}, expect = ACCEPTABLE, desc = "the compare-and-set lets one of them in")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a chunk has one owner, and one that is free finds one")
@State
public class ClaimStress {
    private final JobArena job = new JobSlot(StressMemory.withJob(), 0).arena();

    public ClaimStress() {
        int _ = job.claim(2);
        job.changeState(0, job.state(0), ChunkState.free(1, 0));
        job.changeState(1, job.state(1), ChunkState.claimed(ChunkState.free(0, 1), 2));
    }

    @Actor
    public void worker0(II_Result result) {
        result.r1 = job.claim(0);
    }

    @Actor
    public void worker1(II_Result result) {
        result.r2 = job.claim(1);
    }
}
