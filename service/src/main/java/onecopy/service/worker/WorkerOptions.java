package onecopy.service.worker;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import onecopy.data.command.Settings;
import onecopy.data.command.Settings.Setting;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.RunDirectory;

/**
 * A worker's command line.
 *
 * @param run where its fleet meets
 * @param supervised whether end of file on standard input means to leave
 * @param plugins jar files and folders with functions
 * @param brief whether its fleet lives for seconds only: it does not warm up
 * @param help whether only the usage is wanted
 */
record WorkerOptions(RunDirectory run, boolean supervised, List<Path> plugins, boolean brief, boolean help) {
    static final String USAGE = """
            Usage: onecopy worker [--run DIR] [--plugins PATH] [--config FILE] [--supervised] [--brief]

            One more worker for the coordinator of the run directory; waits for one where none runs yet.
            Ctrl-C ends it at any time: its work goes to the others.

              --run DIR        where the fleet meets (default: $XDG_RUNTIME_DIR/onecopy)
              --plugins PATH   jar files or folders with functions, separated like a class path
              --config FILE    read settings from this file instead of config/onecopy.properties
              --supervised     leave at end of file on standard input
              --brief          do not warm up: the fleet lives for seconds only
            """;

    WorkerOptions {
        plugins = List.copyOf(plugins);
    }

    /**
     * Reads the command line, then {@link Settings}.
     *
     * @throws OnecopyException with {@code INVALID_ARGUMENT} for anything it does not know
     */
    static WorkerOptions parse(List<String> arguments, Map<String, String> environment) {
        Settings settings = Settings.read(arguments, environment);
        String run = settings.find("worker", "run").map(Setting::value).orElse("");
        String plugins = settings.find("worker", "plugins").map(Setting::value).orElse("");
        boolean supervised = false;
        boolean brief = settings.find("worker", "brief").map(Setting::value).filter("true"::equals).isPresent();
        boolean help = false;
        for (Iterator<String> all = arguments.iterator(); all.hasNext();) {
            String argument = all.next();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--run" -> run = value(argument, equals, all);
                case "--plugins" -> plugins = value(argument, equals, all);
                case Settings.CONFIG_OPTION -> value(argument, equals, all);
                case "--supervised" -> supervised = true;
                case "--brief" -> brief = true;
                case "--help", "-h" -> help = true;
                default -> throw new OnecopyException(Fault.INVALID_ARGUMENT, "unknown argument '" + argument
                        + "' of worker: it knows --run DIR, --plugins PATH, --config FILE, --supervised and --brief");
            }
        }
        Path directory = run.isBlank() ? RunDirectory.defaultPath(environment) : Path.of(run);
        return new WorkerOptions(RunDirectory.at(directory), supervised, paths(plugins), brief, help);
    }

    private static String value(String argument, int equals, Iterator<String> rest) {
        if (equals >= 0) {
            return argument.substring(equals + 1);
        }
        if (!rest.hasNext()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, argument + " needs a value");
        }
        return rest.next();
    }

    private static List<Path> paths(String joined) {
        List<Path> paths = new ArrayList<>();
        for (String path : joined.split(File.pathSeparator, -1)) {
            if (!path.isBlank()) {
                paths.add(Path.of(path));
            }
        }
        return paths;
    }
}
