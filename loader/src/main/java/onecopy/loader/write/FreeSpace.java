package onecopy.loader.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** Looks before gigabytes are written whether they fit. */
final class FreeSpace {
    private FreeSpace() {}

    /**
     * Checks that a file's file system has room.
     *
     * @param file need not exist; its folder does
     * @throws OnecopyException with {@link Fault#NO_SPACE} naming what is needed and what is free
     */
    static void require(Path file, long bytes) {
        long free;
        try {
            free = Files.getFileStore(file.getParent()).getUsableSpace();
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at the free space for " + file, e);
        }
        if (free < bytes) {
            throw new OnecopyException(Fault.NO_SPACE, "no space left on the disk for the dataset: it takes " + bytes
                    + " bytes and its file system has " + free + " bytes free");
        }
    }
}
