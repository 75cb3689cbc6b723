package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** Somebody rings while another looks for work, finds none and waits. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "whoever waits is woken, or has seen the ring before waiting")
@Outcome(id = "0", expect = FORBIDDEN, desc = "the ring was lost")
@State
public class IdleDoorbellStress {
    private static final long TIMEOUT_NS = 10_000_000_000L;
    private static final int WORK_OFFSET = 64;

    private final UnsafeBuffer words = new UnsafeBuffer(BufferUtil.allocateDirectAligned(128, 64));
    private final Doorbell bell = new IdleDoorbell(words, 0);

    @Actor
    public void ringer() {
        words.putLong(WORK_OFFSET, 1);
        bell.ring();
    }

    @Actor
    public void waiter(J_Result result) {
        int seen = bell.value();
        if (words.getLong(WORK_OFFSET) == 0) {
            long startedNs = System.nanoTime();
            while (bell.value() == seen && System.nanoTime() - startedNs < TIMEOUT_NS) {
                bell.await(seen, TIMEOUT_NS);
            }
        }
        result.r1 = words.getLong(WORK_OFFSET);
    }
}
