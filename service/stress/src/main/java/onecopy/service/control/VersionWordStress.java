package onecopy.service.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.file.Path;
import onecopy.data.fault.OnecopyException;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** A control file is opened while its header is being written. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "refused: it is not a control file yet")
@Outcome(id = "1, 77", expect = ACCEPTABLE, desc = "the version came last, and all of the header is there")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a header was believed before it was whole")
@State
public class VersionWordStress {
    private static final Path ANY = Path.of("control");

    private final UnsafeBuffer words = StressMemory.empty();
    private final ControlFile file = new ControlFile(null, words, ANY);

    @Actor
    public void coordinator() {
        file.writeHeader(77);
    }

    @Actor
    public void worker(IJ_Result result) {
        try {
            ControlFile.check(words, ANY, ControlFileDescriptor.FILE_LENGTH);
            result.r1 = 1;
            result.r2 = file.fleetId();
        } catch (OnecopyException _) {
            result.r1 = 0;
        }
    }
}
