package onecopy.service.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.command.TemporaryFolder;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Store;
import onecopy.service.run.RunDirectory;

/**
 * A temporary folder with a store, a run directory and settings of its own, so that the demo meets nothing of the
 * user's, and the processes of the demo. Closing ends these and removes it, unless it is to be kept; a Ctrl-C does the same.
 */
final class Workspace implements AutoCloseable {
    private final TemporaryFolder folder;
    private final Children children = new Children(this);

    private Workspace(Path parent, boolean kept) {
        this.folder = TemporaryFolder.in(parent, "onecopy-demo-", children::close);
        if (kept) {
            folder.keep();
        }
    }

    static Workspace in(Path parent, boolean kept) {
        Workspace workspace = new Workspace(parent, kept);
        try {
            Files.createFile(workspace.settings());
            return workspace;
        } catch (IOException e) {
            workspace.folder.close();
            throw OnecopyException.ofIo("make a folder for the demo in " + parent, e);
        }
    }

    Path folder() {
        return folder.path();
    }

    Store store() {
        return Store.at(folder().resolve("store"));
    }

    RunDirectory run() {
        return RunDirectory.at(folder().resolve("run"));
    }

    /** {@return an empty file: the settings of the demo's processes} */
    Path settings() {
        return folder().resolve("settings");
    }

    /** {@return the processes that work in it} */
    Children children() {
        return children;
    }

    boolean isKept() {
        return folder.isKept();
    }

    @Override
    public void close() {
        folder.close();
    }
}
