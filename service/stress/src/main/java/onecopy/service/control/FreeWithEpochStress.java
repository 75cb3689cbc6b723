package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A worker finishes while the coordinator takes its chunk away. */
@JCStressTest
@Outcome(id = "1, 0, 2, 0", expect = ACCEPTABLE, desc = "it was done first: the coordinator finds another word")
@Outcome(id = "0, 1, 0, 1", expect = ACCEPTABLE, desc = "it was freed first: the worker finds another word")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "both or neither changed one word")
@State
public class FreeWithEpochStress {
    private final JobArena job = new JobSlot(StressMemory.withJob(), 0).arena();
    private final long claim = ChunkState.claimed(ChunkState.free(0, 0), 0);

    public FreeWithEpochStress() {
        job.changeState(0, ChunkState.free(0, 0), claim);
    }

    @Actor
    public void worker(IIII_Result result) {
        result.r1 = job.changeState(0, claim, ChunkState.done(claim)) ? 1 : 0;
    }

    @Actor
    public void coordinator(IIII_Result result) {
        result.r2 = job.changeState(0, claim, ChunkState.free(1, 0)) ? 1 : 0;
    }

    @Arbiter
    public void end(IIII_Result result) {
        result.r3 = ChunkState.status(job.state(0));
        result.r4 = ChunkState.epoch(job.state(0));
    }
}
