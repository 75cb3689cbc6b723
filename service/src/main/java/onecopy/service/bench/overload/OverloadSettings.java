package onecopy.service.bench.overload;

import java.nio.file.Path;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * How many ask, whom, and how long.
 *
 * @param clients asking at the same time, 1 to {@value #MAX_CLIENTS}
 * @param seconds for which they go on, 1 to {@value #MAX_SECONDS}
 * @param workers of the service, 1 to 64
 * @param maxWaiting as {@code serve --max-waiting}
 * @param parent where the temporary folder is made
 */
public record OverloadSettings(int clients, int seconds, int workers, int maxWaiting, Path parent) {
    /** A service has that many connections, and the benchmark needs one of them. */
    public static final int MAX_CLIENTS = 4_000;
    /** An hour. */
    public static final int MAX_SECONDS = 3_600;

    /** Checks the numbers. */
    public OverloadSettings {
        require("clients", clients, MAX_CLIENTS);
        require("seconds", seconds, MAX_SECONDS);
        require("workers", workers, 64);
    }

    private static void require(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, what + " must be 1 to " + most + ", not " + value);
        }
    }
}
