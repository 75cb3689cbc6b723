package onecopy.service.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The option {@code --plugins PATH}, to be mixed into every command that knows functions. */
public final class PluginOption {
    @Option(names = "--plugins", paramLabel = "PATH", description = "Jar files, or folders of them, with functions of your own, separated like a class path.")
    private String path = "";

    /** {@return the paths, none where the option was not given} */
    List<Path> paths() {
        return Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1)).filter(part -> !part.isBlank())
                .map(Path::of).toList();
    }
}
