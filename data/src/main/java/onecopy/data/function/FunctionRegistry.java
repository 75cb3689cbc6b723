package onecopy.data.function;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.fault.Thrown;

/**
 * The functions queries can name: {@code divisors} and whatever the class path and the plug-in path offer through
 * {@link ServiceLoader}. Immutable and thread-safe; the classes stay loaded as long as the process lives.
 */
public final class FunctionRegistry {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");
    private static final Set<String> TAKEN = Set.of("count", "sum", "min", "max", "mean", "distinct");

    private final SortedMap<String, ElementFunction> functions;

    private FunctionRegistry(SortedMap<String, ElementFunction> functions) {
        this.functions = Collections.unmodifiableSortedMap(functions);
    }

    /**
     * {@return the built-in functions and those found} The table that {@code divisors} needs is made in this process's
     * memory when it is first asked for.
     *
     * @param plugins jar files, or folders whose jar files are all taken
     *
     * @throws OnecopyException with {@link Fault#NOT_FOUND} for a path that does not exist, with
     *     {@link Fault#INVALID_ARGUMENT} for a function that cannot be loaded, has a bad name or version, or a name that
     *     is taken
     */
    public static FunctionRegistry of(Path... plugins) {
        return of(new Divisors(), plugins);
    }

    /**
     * {@return the function with this name}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT}, listing what exists, for any other name
     */
    public ElementFunction require(String name) {
        ElementFunction function = functions.get(name);
        if (function == null) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "unknown aggregate or function '" + Excerpt.of(name)
                    + "': it is count, sum, min, max, mean, distinct or one of the functions "
                    + String.join(", ", names()));
        }
        return function;
    }

    /** {@return the names of all functions, sorted} */
    public Set<String> names() {
        return functions.keySet();
    }

    /** {@return the same with a {@code divisors} of its own, which may have a table that other processes share} */
    public static FunctionRegistry of(Divisors divisors, Path... plugins) {
        TreeMap<String, ElementFunction> found = new TreeMap<>();
        add(found, divisors);
        try {
            for (ElementFunction function : ServiceLoader.load(ElementFunction.class, loaderOf(plugins))) {
                add(found, NamedFunction.of(function));
            }
        } catch (OnecopyException e) {
            throw e;
        } catch (ServiceConfigurationError e) {
            throw unloadable(
                    e.getMessage() + (e.getCause() == null ? "" : ": " + Thrown.describe(e.getCause())), e);
        } catch (Throwable e) {
            throw unloadable(Thrown.describe(e), e);
        }
        return new FunctionRegistry(found);
    }

    private static OnecopyException unloadable(String why, Throwable cause) {
        return new OnecopyException(Fault.INVALID_ARGUMENT, "cannot load a function: " + why, cause);
    }

    private static void add(Map<String, ElementFunction> found, ElementFunction function) {
        String name = function.name();
        String described = "function '" + name + "' of " + NamedFunction.classOf(function);
        if (name == null || !NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, described + " needs another name: a lower-case letter,"
                    + " then lower-case letters, digits, '_' or '-', and none of count, sum, min, max, mean, distinct");
        }
        if (function.version() < 1) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    described + " has version " + function.version() + ": it must be at least 1");
        }
        ElementFunction present = found.putIfAbsent(name, function);
        if (present != null) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    described + " has the name of " + NamedFunction.classOf(present) + ": names must differ");
        }
    }

    private static ClassLoader loaderOf(Path... plugins) {
        ClassLoader ours = FunctionRegistry.class.getClassLoader();
        List<URL> jars = new ArrayList<>();
        for (Path plugin : plugins) {
            addJars(plugin, jars);
        }
        return jars.isEmpty() ? ours : new URLClassLoader("plugins", jars.toArray(URL[]::new), ours);
    }

    private static void addJars(Path plugin, List<URL> jars) {
        try {
            if (Files.isDirectory(plugin)) {
                try (Stream<Path> entries = Files.list(plugin)) {
                    for (Path jar : entries.filter(p -> p.toString().endsWith(".jar")).sorted().toList()) {
                        jars.add(urlOf(jar));
                    }
                }
            } else if (Files.exists(plugin)) {
                jars.add(urlOf(plugin));
            } else {
                throw new OnecopyException(Fault.NOT_FOUND, "no plug-in at " + plugin);
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("read the plug-in path " + plugin, e);
        }
    }

    private static URL urlOf(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
