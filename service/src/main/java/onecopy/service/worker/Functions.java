package onecopy.service.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.DivisorTable;
import onecopy.data.function.Divisors;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.control.FunctionRef;
import onecopy.service.run.OwnFiles;
import onecopy.service.run.RunDirectory;

/**
 * The functions a worker can compute; those that are not built in are looked for when the first job needs one, unless there
 * are plug-ins to check.
 */
final class Functions {
    private final Divisors divisors;
    private final Path[] plugins;
    private FunctionRegistry registry;

    /**
     * Functions on the class path and in these jar files and folders.
     *
     * @param run where the coordinator leaves the table of divisors
     * @throws OnecopyException where a plug-in can't be loaded
     */
    Functions(RunDirectory run, List<Path> plugins) {
        this.divisors = new Divisors(() -> tableOf(run));
        this.plugins = plugins.toArray(Path[]::new);
        if (!plugins.isEmpty()) {
            registry = FunctionRegistry.of(divisors, this.plugins);
        }
    }

    /** {@return the functions that need no plug-in} */
    List<ElementFunction> builtIn() {
        return List.of(divisors);
    }

    /** The table all workers share, or one of its own where that one is missing or damaged. */
    private static DivisorTable tableOf(RunDirectory run) {
        try {
            return DivisorTable.mapped(OwnFiles.require(run.divisorsFile()));
        } catch (OnecopyException _) {
            return DivisorTable.sieved();
        }
    }

    /**
     * {@return the functions a job names}
     *
     * @throws OnecopyException with {@code INVALID_ARGUMENT} where this worker has none of a name or another version
     */
    List<ElementFunction> resolve(List<FunctionRef> references) {
        List<ElementFunction> functions = new ArrayList<>();
        for (FunctionRef reference : references) {
            ElementFunction function = reference.name().equals(divisors.name())
                    ? divisors
                    : registry().require(reference.name());
            if (function.version() != reference.version()) {
                throw new OnecopyException(Fault.INVALID_ARGUMENT, "a worker has version " + function.version()
                        + " of function '" + reference.name() + "', the coordinator asks for " + reference.version()
                        + ": start both with the same plug-ins");
            }
            functions.add(function);
        }
        return functions;
    }

    private FunctionRegistry registry() {
        if (registry == null) {
            registry = FunctionRegistry.of(divisors, plugins);
        }
        return registry;
    }
}
