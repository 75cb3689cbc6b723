package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The coordinator publishes a job while a worker looks for one. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "no job yet")
@Outcome(id = "1, 2, 1", expect = ACCEPTABLE, desc = "the job word came last, and all of the job is there")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "the job word overtook the job")
@State
public class PublishStress {
    private final UnsafeBuffer words = StressMemory.empty();
    private final JobSlot job = new JobSlot(words, 0);

    @Actor
    public void coordinator() {
        StressMemory.layOut(words);
        job.putWord(StressMemory.ACTIVE);
    }

    @Actor
    public void worker(III_Result result) {
        if (JobWord.isActive(job.word())) {
            result.r1 = 1;
            JobArena arena = job.arena();
            result.r2 = arena.layout().chunks();
            result.r3 = ChunkState.area(arena.state(1));
        }
    }
}
