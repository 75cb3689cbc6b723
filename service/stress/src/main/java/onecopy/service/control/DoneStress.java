package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJJ_Result;

/** A worker hands a partial in while the coordinator drains. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "not done yet")
@Outcome(id = "1, 41, 4243", expect = ACCEPTABLE, desc = "done, and the whole partial and its seal are there: the full fence of the compare-and-set")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "DONE overtook the partial")
@State
public class DoneStress {
    private final JobArena job = new JobSlot(StressMemory.withJob(), 0).arena();
    private final long claim = ChunkState.claimed(ChunkState.free(0, 0), 0);

    public DoneStress() {
        job.changeState(0, ChunkState.free(0, 0), claim);
    }

    @Actor
    public void worker() {
        job.putPartial(0, new long[]{41, 42}, 43);
        job.changeState(0, claim, ChunkState.done(claim));
    }

    @Actor
    public void coordinator(IJJ_Result result) {
        long word = job.state(0);
        if (ChunkState.status(word) == ChunkState.DONE) {
            long[] partial = new long[StressMemory.PARTIAL_WORDS];
            long seal = job.getPartial(ChunkState.area(word), partial);
            result.r1 = 1;
            result.r2 = partial[0];
            result.r3 = 100 * partial[1] + seal;
        }
    }
}
