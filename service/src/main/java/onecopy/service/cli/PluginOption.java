package onecopy.service.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --plugins PATH}, to be mixed into every command that knows functions. */
public final class PluginOption {
    @Option(names = "--plugins", paramLabel = "PATH[,PATH]...", split = ",", description = "Jar files, or folders of them, with functions of your own.")
    private List<Path> paths;

    /** {@return the paths, none where the option was not given} */
    List<Path> paths() {
        return paths == null ? List.of() : List.copyOf(paths);
    }
}
