package onecopy.loader.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Store;

/** What loaders and removers that were killed left in a store. */
final class Litter {
    private Litter() {}

    /** Clears the litter of every dataset that was ever loaded into the store. */
    static void sweep(Store store) {
        for (Path lockFile : Folders.entries(store.layout().root().resolve(".locks"))) {
            String name = lockFile.getFileName().toString();
            if (!store.litter(name).isEmpty()) {
                sweep(store, name);
            }
        }
    }

    private static void sweep(Store store, String name) {
        try (ChangeLock _ = ChangeLock.acquire(store.layout(), name)) {
            store.litter(name).forEach(Litter::clear);
            Folders.deleteIfEmpty(store.layout().datasetFolder(name));
        }
    }

    /** Only a folder with a living loader in it is not litter: all else is made and gone within one change lock. */
    private static void clear(Path entry) {
        try {
            if (Files.isSymbolicLink(entry)) {
                Files.delete(entry);
            } else if (!LoaderPresence.isSeenIn(entry)) {
                Folders.delete(entry);
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("remove what an interrupted load left in " + entry, e);
        }
    }
}
