package onecopy.service.coordinator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * How a coordinator works.
 *
 * @param workers workers to start and supervise, 0 to 64; 0 waits for workers started by hand
 * @param port TCP port on the loopback interface, 0 to 65535; 0 takes any free one
 * @param chunkPolicy how passes are cut into chunks
 * @param plugins jar files, or folders of them, with the functions its workers compute beside the built-in ones
 * @param maxTimeout the longest time a batch gets, whatever it asks for; positive
 * @param paranoid whether all checksums of a version are compared before its first batch
 */
public record CoordinatorSettings(int workers, int port, ChunkPolicy chunkPolicy, List<Path> plugins,
        Duration maxTimeout, boolean paranoid) {
    /** The most workers a fleet has room for. */
    public static final int MAX_WORKERS = 64;

    /**
     * Checks the bounds.
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} naming the value
     */
    public CoordinatorSettings {
        plugins = List.copyOf(plugins);
        if (workers < 0 || workers > MAX_WORKERS) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "workers must be 0 to " + MAX_WORKERS + ", not " + workers);
        }
        if (port < 0 || port > 65_535) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "port must be 0 to 65535, not " + port);
        }
        if (!maxTimeout.isPositive()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "the longest timeout must be positive, not " + maxTimeout);
        }
    }

    /** {@return settings with this many supervised workers and defaults for the rest} */
    public static CoordinatorSettings ofWorkers(int workers) {
        return new CoordinatorSettings(workers, 0, ChunkPolicy.GUIDED, List.of(), Duration.ofDays(365),
                false);
    }
}
