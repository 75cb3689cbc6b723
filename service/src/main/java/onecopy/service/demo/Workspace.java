package onecopy.service.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.command.TemporaryFolders;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Store;
import onecopy.service.run.RunDirectory;

/**
 * A temporary folder with a store, a run directory and settings of its own, so that the demo meets nothing of the
 * user's. Removed when closed unless it is to be kept.
 */
final class Workspace implements AutoCloseable {
    private final Path folder;
    private final boolean kept;

    private Workspace(Path folder, boolean kept) {
        this.folder = folder;
        this.kept = kept;
    }

    static Workspace in(Path parent, boolean kept) {
        try {
            Path folder = Files.createTempDirectory(parent, "onecopy-demo-");
            Files.createFile(folder.resolve("settings"));
            return new Workspace(folder, kept);
        } catch (IOException e) {
            throw OnecopyException.ofIo("make a folder for the demo in " + parent, e);
        }
    }

    Path folder() {
        return folder;
    }

    Store store() {
        return Store.at(folder.resolve("store"));
    }

    RunDirectory run() {
        return RunDirectory.at(folder.resolve("run"));
    }

    /** {@return an empty file: the settings of the demo's processes} */
    Path settings() {
        return folder.resolve("settings");
    }

    boolean isKept() {
        return kept;
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try {
            TemporaryFolders.remove(folder);
        } catch (IOException e) {
            throw OnecopyException.ofIo("remove " + folder, e);
        }
    }
}
