package onecopy.service.bench.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import onecopy.data.command.TemporaryFolder;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Store;
import onecopy.service.run.RunDirectory;

/**
 * A temporary folder with a store in it, and the processes of a benchmark. Closing ends the processes, the youngest
 * first, and removes every file; a Ctrl-C does the same. Thread-safe.
 */
public final class Workplace implements AutoCloseable {
    private final TemporaryFolder folder;
    private final Deque<Child> children = new ArrayDeque<>();
    private int runDirectories;
    private boolean closed;

    private Workplace(Path parent) {
        this.folder = TemporaryFolder.in(parent, "onecopy-bench-", this::endChildren);
    }

    /** {@return a workplace in a new folder inside this one} */
    public static Workplace in(Path parent) {
        try {
            Workplace place = new Workplace(Files.createDirectories(parent));
            Files.createFile(place.settings());
            return place;
        } catch (IOException e) {
            throw OnecopyException.ofIo("make a temporary folder in " + parent, e);
        }
    }

    /** {@return the folder, which exists} */
    public Path folder() {
        return folder.path();
    }

    /** {@return an empty file: the settings of the processes, so that they meet none of the user's} */
    private Path settings() {
        return folder().resolve("settings");
    }

    /** {@return the temporary store} */
    public Store store() {
        return Store.at(folder().resolve("store"));
    }

    /** {@return a run directory of its own, beside the default one: in memory, where the system has such a place} */
    public synchronized RunDirectory newRunDirectory() {
        Path usual = RunDirectory.defaultPath(System.getenv());
        runDirectories++;
        return RunDirectory.at(
                usual.resolveSibling("onecopy-bench-" + ProcessHandle.current().pid() + "-" + runDirectories));
    }

    /**
     * {@return a process that was just started and ends with this workplace at the latest} Whoever closes waits for a start
     * that has begun, or would miss its process.
     *
     * @param name for people
     * @param command the program and its arguments
     */
    public synchronized Child start(String name, List<String> command) {
        if (closed) {
            throw new OnecopyException(Fault.CANCELLED, "the benchmark is over");
        }
        Child child = Child.start(folder(), settings(), name, command);
        children.push(child);
        return child;
    }

    private synchronized void endChildren() {
        closed = true;
        while (!children.isEmpty()) {
            children.pop().close();
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
