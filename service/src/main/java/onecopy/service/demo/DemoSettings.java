package onecopy.service.demo;

import java.nio.file.Path;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * What a demo is asked for.
 *
 * @param workers worker processes in its second half, at least 1
 * @param elements numbers in its large dataset, a power of two; halved until they fit
 * @param folder where its temporary folder is made
 * @param keep whether that folder stays
 */
public record DemoSettings(int workers, long elements, Path folder, boolean keep) {
    /** What the large dataset holds where nothing stands in the way: 4 GiB. */
    public static final long DEFAULT_ELEMENTS = 1L << 30;
    /** The control file has that many slots. */
    private static final int MOST_WORKERS = 64;

    /** Checks the numbers. */
    public DemoSettings {
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "--workers " + workers + " is not between 1 and " + MOST_WORKERS);
        }
        if (Long.bitCount(elements) != 1 || elements < 1 << 10 || elements > 1L << 34) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "--values " + elements + " is not a power of two between 1024 and 17179869184");
        }
    }
}
