package onecopy.service.torture.report;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import onecopy.data.fault.Fault;
import onecopy.service.torture.fault.FaultKind;

/**
 * What became of the runs of a campaign, of all or of as many as there was time for.
 *
 * @param seed of the campaign
 * @param from number of the run it began with
 * @param runs that the whole campaign has
 * @param results of the runs that were made
 * @param elapsed of all
 * @param shortcomings kinds of faults this machine does not allow, in sentences
 */
public record TortureReport(long seed, int from, int runs, List<RunResult> results, Duration elapsed,
        List<String> shortcomings) {
    /** Sorts the results by the numbers of their runs. */
    public TortureReport {
        results = results.stream().sorted(Comparator.comparingInt(RunResult::number)).toList();
        shortcomings = List.copyOf(shortcomings);
    }

    /** {@return the number of the run to go on with; that of all runs where none is left} */
    public int next() {
        return from + results.size();
    }

    /** {@return whether every run passed} */
    public boolean passed() {
        return results.stream().allMatch(RunResult::passed);
    }

    /** {@return how many runs did not pass} */
    public long failedRuns() {
        return results.stream().filter(result -> !result.passed()).count();
    }

    /** {@return batches asked} */
    public long batches() {
        return sum(result -> result.counts().batches());
    }

    /** {@return batches answered exactly} */
    public long exact() {
        return sum(result -> result.counts().exact());
    }

    /** {@return batches answered wrongly} */
    public long wrong() {
        return sum(result -> result.counts().wrong());
    }

    /** {@return batches and processes that did not end in time} */
    public long hangs() {
        return sum(result -> result.counts().hangs());
    }

    /** {@return things left behind} */
    public long leaks() {
        return sum(result -> result.leaks().size());
    }

    /** {@return errors that nothing which was done allows, and whatever else went wrong} */
    public long unexpected() {
        return sum(result -> result.counts().complaints().size()) - wrong() - hangs();
    }

    /** {@return batches that ended with an error that was allowed, by its kind} */
    public Map<Fault, Long> typed() {
        Map<Fault, Long> typed = new EnumMap<>(Fault.class);
        results.forEach(result -> result.counts().typed().forEach((fault, count) -> typed.merge(fault, count,
                Long::sum)));
        return typed;
    }

    /** {@return faults injected, by their kind} */
    public Map<FaultKind, Long> injected() {
        Map<FaultKind, Long> injected = new EnumMap<>(FaultKind.class);
        results.forEach(result -> result.faults().forEach(kind -> injected.merge(kind, 1L, Long::sum)));
        return injected;
    }

    /** {@return the run in which a coordinator was missing for longest; empty where no batch was answered after one was ended} */
    public Optional<RunResult> slowestRestart() {
        return results.stream().filter(result -> result.slowestRecovery().isPositive())
                .max(Comparator.comparing(RunResult::slowestRecovery));
    }

    private long sum(ToLongFunction<RunResult> figure) {
        return results.stream().mapToLong(figure).sum();
    }
}
