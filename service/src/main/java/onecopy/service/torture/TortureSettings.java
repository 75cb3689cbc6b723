package onecopy.service.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * What to torture.
 *
 * @param runs of the whole campaign, at least 1
 * @param from number of the run to begin with, at least 0 and below {@code runs}: those before it were made earlier
 * @param seed of the first run, from which those of the others follow
 * @param time after which no further run begins
 * @param parallel runs at the same time, at least 1
 * @param folder where to make the temporary folder
 * @param keep whether to keep the folders of failed runs
 */
public record TortureSettings(int runs, int from, long seed, Optional<Duration> time, int parallel, Path folder,
        boolean keep) {
    /**
     * Checks the bounds.
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} naming the value
     */
    public TortureSettings {
        requirePositive("--runs", runs);
        requirePositive("--parallel", parallel);
        if (from < 0 || from >= runs) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "--from must be a number of runs to leave out of the "
                    + runs + " of --runs, 0 to " + (runs - 1) + ", not " + from);
        }
        if (seed < 0) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "--seed must not be negative, but is " + seed);
        }
        time.ifPresent(limit -> requirePositive("--minutes", limit.toSeconds()));
    }

    private static void requirePositive(String option, long value) {
        if (value < 1) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, option + " must be positive, not " + value);
        }
    }
}
