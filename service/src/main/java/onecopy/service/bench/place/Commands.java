package onecopy.service.bench.place;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.command.Installation;

/**
 * How a user's command line becomes a process: through the launcher of an installation. A checkout's launcher would
 * first look whether it must build, and a test's classes are nowhere it looks, so there the JVM is started directly.
 */
public final class Commands {
    private static final String LOADER_MAIN = "onecopy.loader.cli.LoaderMain";
    private static final String SERVICE_MAIN = "onecopy.service.cli.ServiceMain";

    private Commands() {}

    /** {@return whether commands go through the launcher, so that their times are those a user sees} */
    public static boolean useLauncher(Installation installation) {
        return Files.isDirectory(installation.home().resolve("lib")) && Files.isExecutable(installation.launcher());
    }

    /** {@return the operating system's command for these arguments of {@code onecopy}} */
    public static List<String> of(Installation installation, List<String> arguments) {
        if (useLauncher(installation)) {
            List<String> command = new ArrayList<>(arguments);
            command.addFirst(installation.launcher().toString());
            return command;
        }
        return switch (arguments.getFirst()) {
            case "load", "index" -> installation.javaCommand("loader", LOADER_MAIN, arguments);
            case "serve" -> installation.javaCommand("coordinator", SERVICE_MAIN, arguments);
            default -> installation.javaCommand("client", SERVICE_MAIN, arguments);
        };
    }
}
