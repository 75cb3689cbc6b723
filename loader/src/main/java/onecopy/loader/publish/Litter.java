package onecopy.loader.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Store;

/** What loaders and removers that were killed left in a store. */
final class Litter {
    private Litter() {}

    /**
     * Clears the litter of every dataset that was ever loaded into the store, those excepted that somebody else changes just
     * now: theirs can wait for the next load, and no load waits for that of another dataset.
     *
     * @return a sentence for each piece that could not be removed: it takes room, and keeps nobody from loading
     */
    static List<String> sweep(Store store) {
        List<String> left = new ArrayList<>();
        for (Path lockFile : Folders.entries(store.layout().root().resolve(".locks"))) {
            String name = lockFile.getFileName().toString();
            if (Store.isName(name)) {
                attempt(left, () -> sweep(store, name, left));
            }
        }
        return left;
    }

    private static void sweep(Store store, String name, List<String> left) {
        if (store.litter(name).isEmpty()) {
            return;
        }
        Path dataset = store.layout().datasetFolder(name);
        try (ChangeLock lock = ChangeLock.tryAcquire(store.layout(), name).orElse(null)) {
            if (lock != null && Files.exists(dataset)) {
                FileKinds.requireFolder(dataset);
                store.litter(name).forEach(entry -> attempt(left, () -> clear(entry)));
                Folders.deleteIfEmpty(dataset);
            }
        }
    }

    private static void attempt(List<String> left, Runnable step) {
        try {
            step.run();
        } catch (OnecopyException e) {
            left.add(e.getMessage());
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
