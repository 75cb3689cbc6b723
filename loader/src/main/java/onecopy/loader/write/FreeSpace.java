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
     * Checks that a folder's file system has room.
     *
     * @throws OnecopyException with {@link Fault#NO_SPACE} naming what is needed and what is free
     */
    static void require(Path folder, long bytes) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < bytes) {
                throw new OnecopyException(Fault.NO_SPACE, "no space left on the disk for the dataset: " + folder
                        + " has " + free + " bytes free, " + bytes + " are needed");
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at the free space of " + folder, e);
        }
    }
}
