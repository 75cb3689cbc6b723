package onecopy.service.bench;

import java.nio.file.Path;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Store;

/**
 * What to measure with.
 *
 * @param store where {@code dataset} is
 * @param dataset scanned instead of random numbers, where present
 * @param elements random numbers to make otherwise, at least {@value #MIN_ELEMENTS}
 * @param workers of the larger fleet, at least 1
 * @param rounds samples of each measurement, at least 1
 * @param warmups rounds before them that do not count
 * @param parent where the temporary folder is made
 */
public record BenchSettings(Store store, Optional<String> dataset, long elements, int workers, int rounds, int warmups,
        Path parent) {
    /** 4 GiB of 32-bit elements. */
    public static final long DEFAULT_ELEMENTS = 1L << 30;
    /** Of a short run: 256 MiB. */
    public static final long QUICK_ELEMENTS = 1L << 26;
    /** Below this nothing that is measured means anything. */
    public static final long MIN_ELEMENTS = 1L << 16;
    /** One array of Java cannot hold more, and one is the heap's side of a comparison. */
    public static final long MAX_ELEMENTS = 1L << 30;

    private static final int MAX_ROUNDS = 1000;

    /** Checks the numbers. */
    public BenchSettings {
        require(elements >= MIN_ELEMENTS && elements <= MAX_ELEMENTS,
                "elements must be " + MIN_ELEMENTS + " to " + MAX_ELEMENTS + ", not " + elements);
        require(workers >= 1 && workers <= 64, "workers must be 1 to 64, not " + workers);
        require(rounds >= 1 && rounds <= MAX_ROUNDS, "rounds must be 1 to " + MAX_ROUNDS + ", not " + rounds);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, message);
        }
    }
}
