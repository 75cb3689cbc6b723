package onecopy.loader.source;

import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** Sources that are read in any order need a file with a length. */
final class RegularFile {
    private RegularFile() {}

    /** Refuses folders, pipes and devices. A missing file is left to whoever opens it. */
    static void require(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "cannot read " + file + ": it is " + (Files.isDirectory(file) ? "a folder" : "no regular file"));
        }
    }
}
