package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A worker gives its chunk back and the next one writes into the same area. */
@JCStressTest
@Outcome(id = "51, 52", expect = ACCEPTABLE, desc = "the next owner wrote last: its claim is ordered after the return to FREE")
@Outcome(id = "41, 42", expect = ACCEPTABLE, desc = "the next owner came before the chunk was free")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a store of the first owner came after its chunk was free")
@State
public class ReuseOfAreaStress {
    private final JobArena job = new JobSlot(StressMemory.withJob(), 0).arena();
    private final long claim = ChunkState.claimed(ChunkState.free(0, 0), 0);

    public ReuseOfAreaStress() {
        job.changeState(0, ChunkState.free(0, 0), claim);
    }

    @Actor
    public void leaver() {
        job.putPartial(0, new long[]{41, 42}, 0);
        job.changeState(0, claim, ChunkState.free(1, 0));
    }

    @Actor
    public void next() {
        long word = job.state(0);
        if (ChunkState.status(word) == ChunkState.FREE && job.changeState(0, word, ChunkState.claimed(word, 1))) {
            job.putPartial(0, new long[]{51, 52}, 0);
        }
    }

    @Arbiter
    public void end(JJ_Result result) {
        long[] partial = new long[StressMemory.PARTIAL_WORDS];
        long _ = job.getPartial(0, partial);
        result.r1 = partial[0];
        result.r2 = partial[1];
    }
}
