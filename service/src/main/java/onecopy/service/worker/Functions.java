package onecopy.service.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.DivisorTable;
import onecopy.data.function.Divisors;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.data.mapped.FileStamp;
import onecopy.service.control.FunctionRef;
import onecopy.service.run.OwnFiles;
import onecopy.service.run.RunDirectory;

/**
 * The functions a worker can compute; those that are not built in are looked for when the first job needs one, unless there
 * are plug-ins to check.
 */
final class Functions {
    /** So often a changed table is looked for again; then this worker makes its own. */
    private static final int MOST_TABLES = 3;
    private static final int MOST_LOADS = 3;

    private final RunDirectory run;
    private Divisors divisors;
    /** Of the shared table, once it is in use; null where the table is this worker's own. */
    private FileStamp tableStamp;
    private int tables;
    private final Path[] plugins;
    private FunctionRegistry registry;
    private OnecopyException loadFailure;
    private int loads;

    /**
     * Functions on the class path and in these jar files and folders.
     *
     * @param run where the coordinator leaves the table of divisors
     * @param supervised whether the coordinator could load the plug-ins: one that can't be loaded here is an error of the
     *     batches that ask for it, and others are served
     * @throws OnecopyException where a plug-in can't be loaded
     */
    Functions(RunDirectory run, List<Path> plugins, boolean supervised) {
        this.run = run;
        this.divisors = new Divisors(this::table);
        this.plugins = plugins.toArray(Path[]::new);
        if (!plugins.isEmpty()) {
            load();
            if (registry == null && !supervised) {
                throw loadFailure;
            }
        }
    }

    /** {@return the functions that need no plug-in} */
    List<ElementFunction> builtIn() {
        return List.of(divisors);
    }

    /** The table all workers share, or one of its own where that one is missing or damaged. */
    private DivisorTable table() {
        tables++;
        if (tables <= MOST_TABLES) {
            try {
                FileStamp before = FileStamp.require(OwnFiles.require(run.divisorsFile()));
                DivisorTable shared = DivisorTable.mapped(run.divisorsFile());
                tableStamp = before;
                return shared;
            } catch (OnecopyException _) {
                // Missing or damaged.
            }
        }
        return DivisorTable.sieved();
    }

    /**
     * {@return whether the table of divisors was all the time what its coordinator left} Otherwise the functions are to be
     * {@linkplain #resolve resolved} anew, and what they computed is to be computed again.
     */
    boolean isTableIntact() {
        if (tableStamp == null || isAsMapped()) {
            return true;
        }
        tableStamp = null;
        divisors = new Divisors(this::table);
        return false;
    }

    private boolean isAsMapped() {
        try {
            return tableStamp.equals(FileStamp.of(run.divisorsFile()));
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * {@return the functions a job names}
     *
     * @throws OnecopyException with {@code INVALID_ARGUMENT} where this worker has none of a name or another version, with
     *     {@code FUNCTION_FAILED} where code that is not ours keeps them from being loaded
     */
    List<ElementFunction> resolve(List<FunctionRef> references) {
        List<ElementFunction> functions = new ArrayList<>();
        for (FunctionRef reference : references) {
            ElementFunction function = reference.name().equals(divisors.name())
                    ? divisors
                    : registryFor(reference).require(reference.name());
            if (function.version() != reference.version()) {
                throw new OnecopyException(Fault.INVALID_ARGUMENT, "a worker has version " + function.version()
                        + " of function '" + reference.name() + "', the coordinator asks for " + reference.version()
                        + ": start both with the same plug-ins");
            }
            functions.add(function);
        }
        return functions;
    }

    private FunctionRegistry registryFor(FunctionRef reference) {
        if (registry == null) {
            load();
        }
        if (registry == null) {
            throw new OnecopyException(Fault.FUNCTION_FAILED, "function '" + reference.name() + "' version "
                    + reference.version() + " can't be computed: its coordinator could load all functions, a worker"
                    + " could not: " + loadFailure.getMessage(), loadFailure);
        }
        return registry;
    }

    /** What cannot be loaded is not tried for ever: each time leaves classes behind. */
    private void load() {
        if (loads < MOST_LOADS) {
            loads++;
            try {
                registry = FunctionRegistry.of(divisors, plugins);
            } catch (OnecopyException e) {
                loadFailure = e;
            }
        }
    }
}
