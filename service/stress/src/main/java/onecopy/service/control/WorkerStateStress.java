package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** A worker introduces itself while somebody looks. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not attached yet")
@Outcome(id = "1, 77", expect = ACCEPTABLE, desc = "attached, and its process is known")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "the state overtook the identity")
@State
public class WorkerStateStress {
    private final UnsafeBuffer words = StressMemory.empty();
    private final WorkerSlot worker = new WorkerSlot(words, 0);

    @Actor
    public void worker() {
        words.putLong(worker.base() + WorkerSlotDescriptor.PID_OFFSET, 77);
        worker.putState(WorkerState.ATTACHED);
    }

    @Actor
    public void reader(IJ_Result result) {
        if (worker.state() == WorkerState.ATTACHED) {
            result.r1 = 1;
            result.r2 = worker.pid();
        }
    }
}
