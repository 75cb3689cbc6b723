package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A chunk is freed with a fresh area and claimed anew while its sleeper wakes up and finishes. */
@JCStressTest
@Outcome(id = "1, 2, 0, 0", expect = ACCEPTABLE, desc = "the sleeper was in time")
@Outcome(id = "0, 2, 1, 1", expect = ACCEPTABLE, desc = "the new owner finished; the sleeper changed nothing")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "the sleeper changed what was no longer its own")
@State
public class LateZombieStress {
    private static final int FRESH_AREA = 1;

    private final JobArena job = new JobSlot(StressMemory.withJob(), 0).arena();
    private final long claim = ChunkState.claimed(ChunkState.free(0, 0), 0);

    public LateZombieStress() {
        job.changeState(0, ChunkState.free(0, 0), claim);
    }

    @Actor
    public void sleeper(IIII_Result result) {
        result.r1 = job.changeState(0, claim, ChunkState.done(claim)) ? 1 : 0;
    }

    @Actor
    public void coordinatorAndNewOwner() {
        job.changeState(0, claim, ChunkState.free(1, FRESH_AREA));
        long word = job.state(0);
        if (ChunkState.status(word) == ChunkState.FREE) {
            long own = ChunkState.claimed(word, 1);
            if (job.changeState(0, word, own)) {
                job.changeState(0, own, ChunkState.done(own));
            }
        }
    }

    @Arbiter
    public void end(IIII_Result result) {
        long word = job.state(0);
        result.r2 = ChunkState.status(word);
        result.r3 = ChunkState.worker(word);
        result.r4 = ChunkState.epoch(word);
    }
}
