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
    private static final boolean BRIEF = "on".equals(System.getenv("ONECOPY_BRIEF"));

    private WorkerLaunch() {}

    /**
     * {@return the command of a worker that meets this coordinator and leaves at the end of its standard input} In a fleet that
     * lives for seconds only, as those of tests do, the optimising compiler, which the Vector API needs, and a warm-up would never
     * pay for themselves: the environment variable {@code ONECOPY_BRIEF=on} leaves them out.
     *
     * @param plugins where it finds functions beside the built-in ones
     */
    static List<String> of(RunDirectory run, List<Path> plugins) {
        List<String> arguments = new ArrayList<>(List.of("--run", run.path().toString(), "--supervised"));
        if (!plugins.isEmpty()) {
            arguments.add("--plugins");
            arguments.add(plugins.stream().map(plugin -> plugin.toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator)));
        }
        if (BRIEF) {
            arguments.add("--brief");
        }
        Installation installation = Installation.require();
        List<String> command = new ArrayList<>(installation.javaCommand("worker", MAIN_CLASS, arguments));
        if (BRIEF) {
            command.add(1, "-XX:TieredStopAtLevel=1");
            command.remove("@" + installation.argumentFile("vector"));
        }
        return command;
    }
}
