package onecopy.service.cli;

import java.nio.file.Path;
import onecopy.service.run.RunDirectory;
import picocli.CommandLine.Option;

/** The option {@code --run DIR}, to be mixed into every command that meets a fleet. */
public final class RunOption {
    @Option(names = "--run", paramLabel = "DIR", description = "Folder in which the processes of one fleet meet "
            + "(default: $XDG_RUNTIME_DIR/onecopy, else a private folder in memory).")
    private Path directory;

    /** {@return the run directory that was chosen, or the default one; it need not exist} */
    public RunDirectory runDirectory() {
        return RunDirectory.at(directory == null ? RunDirectory.defaultPath(System.getenv()) : directory);
    }
}
