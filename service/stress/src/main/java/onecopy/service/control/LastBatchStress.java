package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** The record of the last batch is read while the next ones replace it. */
@JCStressTest
@Outcome(id = {"0", "1", "2"}, expect = ACCEPTABLE, desc = "one record, whole, or none yet")
@Outcome(id = "-1", expect = FORBIDDEN, desc = "parts of two records")
@State
public class LastBatchStress {
    private final UnsafeBuffer words = StressMemory.empty();

    @Actor
    public void coordinator() {
        LastBatchDescriptor.write(words, ControlFileDescriptor.LAST_BATCH_OFFSET, record(1));
        LastBatchDescriptor.write(words, ControlFileDescriptor.LAST_BATCH_OFFSET, record(2));
    }

    @Actor
    public void reader(J_Result result) {
        LastBatch batch = LastBatchDescriptor.read(words, ControlFileDescriptor.LAST_BATCH_OFFSET);
        if (batch != null) {
            result.r1 = batch.equals(record(batch.version())) ? batch.version() : -1;
        }
    }

    private static LastBatch record(long number) {
        return new LastBatch("d" + number, number, "p" + number, number, (int) number, number, number, number, number,
                number, number, number);
    }
}
