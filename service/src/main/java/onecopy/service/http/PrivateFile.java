package onecopy.service.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.OwnFiles;

/** Small files that only their owner may read, never seen half-written. */
final class PrivateFile {
    private PrivateFile() {}

    /**
     * Writes a text, replacing what was there.
     *
     * @throws OnecopyException where it can't be written
     */
    static void write(Path file, String text) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            try {
                OwnFiles.create(draft);
                Files.writeString(draft, text);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }
}
