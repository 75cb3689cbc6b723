package onecopy.service.torture.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecopy.service.torture.client.Tally;
import onecopy.service.torture.fault.FaultKind;

/**
 * What became of a run.
 *
 * @param number of the run in its campaign, from 0
 * @param seed reproduces it
 * @param scenery the dataset and the fleet, for people
 * @param faults injected
 * @param counts of its batches
 * @param leaks a sentence for each thing that was left behind
 * @param slowestRecovery from a signal to a coordinator to the first answer of its successor; zero where none
 *     was ended, or the batch that asked ended in an error it was allowed
 * @param elapsed of the whole run
 * @param kept its folder, where it failed and was to be kept
 */
public record RunResult(int number, long seed, String scenery, List<FaultKind> faults, Tally.Counts counts,
        List<String> leaks, Duration slowestRecovery, Duration elapsed, Optional<Path> kept) {
    /** Copies the lists. */
    public RunResult {
        faults = List.copyOf(faults);
        leaks = List.copyOf(leaks);
    }

    /** {@return the same, its folder kept} */
    public RunResult keptIn(Path folder) {
        return new RunResult(number, seed, scenery, faults, counts, leaks, slowestRecovery, elapsed,
                Optional.of(folder));
    }

    /** {@return whether every batch ended as it may and nothing was left} */
    public boolean passed() {
        return counts.complaints().isEmpty() && leaks.isEmpty();
    }
}
