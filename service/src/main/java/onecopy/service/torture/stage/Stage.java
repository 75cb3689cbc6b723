package onecopy.service.torture.stage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import onecopy.data.command.Installation;
import onecopy.data.command.TemporaryFolder;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Store;
import onecopy.service.run.RunDirectory;

/**
 * A folder with a store, and the processes that work on it. Closing ends the processes and removes every file. All paths
 * its processes know contain the stage's name, so whatever is left of them can be found by it. Thread-safe.
 */
public final class Stage implements AutoCloseable {
    static final String SETTINGS = "settings";
    private static final String LOADER_MAIN = "onecopy.loader.cli.LoaderMain";
    private static final String SERVICE_MAIN = "onecopy.service.cli.ServiceMain";
    private static final AtomicInteger STAGES = new AtomicInteger();

    private final Path folder;
    private final RunDirectory run;
    private final List<Program> programs = new ArrayList<>();
    private boolean closed;

    private Stage(Path folder, RunDirectory run) {
        this.folder = folder;
        this.run = run;
    }

    /** {@return an empty stage inside this folder, which exists} */
    public static Stage in(Path parent) {
        String name = "onecopy-torture-" + ProcessHandle.current().pid() + "-" + STAGES.incrementAndGet();
        try {
            Path folder = Files.createDirectory(parent.resolve(name));
            Files.createFile(folder.resolve(SETTINGS));
            Files.createDirectory(folder.resolve("temp"));
            return new Stage(folder, RunDirectory.at(RunDirectory.defaultPath(System.getenv()).resolveSibling(name)));
        } catch (IOException e) {
            throw OnecopyException.ofIo("make a temporary folder in " + parent, e);
        }
    }

    /** {@return the folder} */
    public Path folder() {
        return folder;
    }

    /** {@return what all paths of the stage contain and no other path does} */
    public String name() {
        return folder.getFileName().toString();
    }

    /** {@return where its fleet meets: in memory, where the system has such a place} */
    public RunDirectory run() {
        return run;
    }

    /** {@return its store} */
    public Store store() {
        return Store.at(folder.resolve("store"));
    }

    /** {@return the folder that its processes take for the system's temporary one} */
    Path temporaryFolder() {
        return folder.resolve("temp");
    }

    /** Takes over all datasets of another stage's store. */
    public void copyStoreOf(Stage other) {
        try {
            copyTree(other.store().root(), store().root());
        } catch (IOException e) {
            throw OnecopyException.ofIo("copy a store to " + folder, e);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(visited)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** {@return a command of the loader, started on this store} */
    public Program startLoader(List<String> arguments, List<String> prefix) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--store", store().root().toString()));
        List<String> command = new ArrayList<>(prefix);
        command.addAll(java("loader", LOADER_MAIN, all, true));
        return start(arguments.getFirst(), command, true);
    }

    /**
     * {@return a service started on this store}
     *
     * @param brief whether its processes are to save what pays in a long life only; otherwise they are started as users start
     *     them
     */
    public Program startService(int workers, Path plugins, boolean brief) {
        return start("serve", java("coordinator", SERVICE_MAIN, List.of("serve", "--workers",
                Integer.toString(workers), "--store", store().root().toString(), "--run", run.path().toString(),
                "--plugins", plugins.toString()), brief), brief);
    }

    private List<String> java(String role, String mainClass, List<String> arguments, boolean brief) {
        List<String> command = new ArrayList<>(Installation.require().javaCommand(role, mainClass, arguments, brief));
        command.add(1, "-Djava.io.tmpdir=" + temporaryFolder());
        return command;
    }

    private synchronized Program start(String name, List<String> command, boolean brief) {
        if (closed) {
            throw new IllegalStateException(this.name() + " has been cleared");
        }
        Program program = Program.start(command, folder, name + "-" + programs.size(), brief);
        programs.add(program);
        return program;
    }

    /** Ends all processes, at once. */
    public synchronized void endProcesses() {
        closed = true;
        programs.reversed().forEach(Program::destroy);
        Leaks.processesNaming(name()).forEach(pid -> {
            boolean _ = Signal.KILL.send(pid);
        });
    }

    /** Ends all processes and removes the folders. */
    @Override
    public void close() {
        endProcesses();
        try {
            TemporaryFolder.removeTree(run.path());
            TemporaryFolder.removeTree(folder);
        } catch (IOException e) {
            throw OnecopyException.ofIo("remove " + name(), e);
        }
    }
}
