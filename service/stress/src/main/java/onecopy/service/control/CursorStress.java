package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two workers claim two chunks in three tries by the cursor; the last try finds none. */
@JCStressTest
@Outcome(id = {"0, 1, -1", "1, 0, -1", "-1, 0, 1", "-1, 1, 0"}, expect = ACCEPTABLE, desc = "each chunk has one owner")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a chunk is claimed twice or left behind")
@State
public class CursorStress {
    private final JobArena job = new JobSlot(StressMemory.withJob(), 0).arena();

    @Actor
    public void worker0(III_Result result) {
        result.r1 = job.claim(0);
    }

    @Actor
    public void worker1(III_Result result) {
        result.r2 = job.claim(1);
        result.r3 = job.claim(1);
    }
}
