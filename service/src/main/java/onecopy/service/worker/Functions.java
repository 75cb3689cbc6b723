package onecopy.service.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.control.FunctionRef;

/** The functions a worker can compute; looked for when the first job needs one, unless there are plug-ins to check. */
final class Functions {
    private final Path[] plugins;
    private FunctionRegistry registry;

    /**
     * Functions on the class path and in these jar files and folders.
     *
     * @throws OnecopyException where a plug-in can't be loaded
     */
    Functions(List<Path> plugins) {
        this.plugins = plugins.toArray(Path[]::new);
        if (!plugins.isEmpty()) {
            registry = FunctionRegistry.of(this.plugins);
        }
    }

    /**
     * {@return the functions a job names}
     *
     * @throws OnecopyException with {@code INVALID_ARGUMENT} where this worker has none of a name or another version
     */
    List<ElementFunction> resolve(List<FunctionRef> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        if (registry == null) {
            registry = FunctionRegistry.of(plugins);
        }
        List<ElementFunction> functions = new ArrayList<>();
        for (FunctionRef reference : references) {
            ElementFunction function = registry.require(reference.name());
            if (function.version() != reference.version()) {
                throw new OnecopyException(Fault.INVALID_ARGUMENT, "a worker has version " + function.version()
                        + " of function '" + reference.name() + "', the coordinator asks for " + reference.version()
                        + ": start both with the same plug-ins");
            }
            functions.add(function);
        }
        return functions;
    }
}
