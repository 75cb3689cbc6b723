package onecopy.service.bench.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import onecopy.data.command.TemporaryFolders;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Store;
import onecopy.service.run.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder with a store in it, and the processes of a benchmark. Closing ends the processes, the youngest
 * first, and removes every file; a Ctrl-C does the same. Thread-safe.
 */
public final class Workplace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workplace.class);

    private final Path folder;
    private final Deque<Child> children = new ArrayDeque<>();
    private final Thread hook = new Thread(this::clear, "clean-up");
    private int runDirectories;
    private boolean cleared;

    private Workplace(Path folder) {
        this.folder = folder;
    }

    /** {@return a workplace in a new folder inside this one} */
    public static Workplace in(Path parent) {
        try {
            Files.createDirectories(parent);
            Workplace place = new Workplace(Files.createTempDirectory(parent, "onecopy-bench-"));
            Files.createFile(place.settings());
            Runtime.getRuntime().addShutdownHook(place.hook);
            return place;
        } catch (IOException e) {
            throw OnecopyException.ofIo("make a temporary folder in " + parent, e);
        }
    }

    /** {@return the folder, which exists} */
    public Path folder() {
        return folder;
    }

    /** {@return an empty file: the settings of the processes, so that they meet none of the user's} */
    Path settings() {
        return folder.resolve("settings");
    }

    /** {@return the temporary store} */
    public Store store() {
        return Store.at(folder.resolve("store"));
    }

    /** {@return a run directory of its own, beside the default one: in memory, where the system has such a place} */
    public synchronized RunDirectory newRunDirectory() {
        Path usual = RunDirectory.defaultPath(System.getenv());
        runDirectories++;
        return RunDirectory.at(
                usual.resolveSibling("onecopy-bench-" + ProcessHandle.current().pid() + "-" + runDirectories));
    }

    /** Has a process ended with this workplace, unless it was before. {@return it} */
    synchronized Child adopt(Child child) {
        if (cleared) {
            child.close();
            throw new IllegalStateException("the workplace has been cleared");
        }
        children.push(child);
        return child;
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending already", e);
        }
    }

    private synchronized void clear() {
        if (cleared) {
            return;
        }
        cleared = true;
        while (!children.isEmpty()) {
            children.pop().close();
        }
        try {
            TemporaryFolders.remove(folder);
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", folder, e.toString());
        }
    }
}
