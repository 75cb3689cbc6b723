package onecopy.service.coordinator;

import java.util.List;
import java.util.stream.Collectors;
import onecopy.data.function.Divisors;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.control.FunctionRef;
import onecopy.service.control.StuckWorker;

/** Shuts away what workers did not come back from. Built-in functions always return. Thread-safe. */
final class StuckInquest {
    private final FunctionRegistry functions;
    private final Quarantine quarantine;
    private final Supervisor supervisor;

    StuckInquest(FunctionRegistry functions, Quarantine quarantine, Supervisor supervisor) {
        this.functions = functions;
        this.quarantine = quarantine;
        this.supervisor = supervisor;
    }

    /** Blames the functions that are not ours of a worker's last job, if there are any. */
    void over(StuckWorker worker) {
        List<FunctionRef> foreign = worker.functions().stream()
                .filter(function -> !(functions.require(function.name()) instanceof Divisors)).toList();
        if (foreign.isEmpty()) {
            return;
        }
        String names = foreign.stream().map(function -> "'" + function.name() + "' version " + function.version())
                .collect(Collectors.joining(" or "));
        String reason = "function " + names + " did not return: a worker was still computing items "
                + worker.start() + " to " + (worker.end() - 1) + " of " + worker.dataset() + "@" + worker.version()
                + " seconds after their batch was over, and ended itself; give batches more time where it is only slow";
        for (FunctionRef function : foreign) {
            quarantine.shutFunction(function.name(), worker.dataset(), worker.version(), reason);
        }
        supervisor.forgiveDeaths();
    }
}
