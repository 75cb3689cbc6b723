package onecopy.service.coordinator;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import onecopy.data.command.Installation;
import onecopy.service.run.RunDirectory;

/** The command line that starts a supervised worker of this installation. */
final class WorkerLaunch {
    private static final String MAIN_CLASS = "onecopy.service.worker.WorkerMain";
    private static final boolean BRIEF = "true".equals(System.getenv("ONECOPY_BRIEF"));

    private WorkerLaunch() {}

    /**
     * {@return the command of a worker that meets this coordinator and leaves at the end of its standard input}
     *
     * @param plugins where it finds functions beside the built-in ones
     */
    static List<String> of(RunDirectory run, List<Path> plugins) {
        return of(run, plugins, BRIEF);
    }

    /**
     * {@return the same}
     *
     * @param brief whether the fleet lives for seconds only, as those of tests do: nothing is done then that pays later
     */
    static List<String> of(RunDirectory run, List<Path> plugins, boolean brief) {
        List<String> arguments = new ArrayList<>(List.of("--run", run.path().toString(), "--supervised"));
        if (!plugins.isEmpty()) {
            arguments.add("--plugins");
            arguments.add(plugins.stream().map(plugin -> plugin.toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator)));
        }
        if (brief) {
            arguments.add("--brief");
        }
        return Installation.require().javaCommand("worker", MAIN_CLASS, arguments, brief);
    }
}
