package onecopy.service.torture.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexLayout;
import onecopy.data.store.Store;
import onecopy.data.store.StoreLayout;
import onecopy.service.proc.ProcessEnd;

/**
 * What is left of a fleet that should be gone: processes, kernel locks, mappings, files. Looks at the operating system's
 * own lists ({@code /proc}, folders), not at what the fleet says of itself; without {@code /proc} it finds files only.
 */
public final class Leaks {
    private static final Path PROC = Path.of("/proc");
    private static final int LOCK_FIELD_INODE = 5;

    private final Stage stage;

    /** Looks for what is left of a stage. */
    public Leaks(Stage stage) {
        this.stage = stage;
    }

    /** {@return a sentence for each thing that is left; empty is as it should be} */
    public List<String> find() {
        List<String> left = new ArrayList<>();
        for (long pid : processesNaming(stage.name())) {
            left.add("process " + pid + " is left: " + commandLine(pid));
        }
        mappers().forEach(pid -> left.add("process " + pid + " maps a file of the fleet"));
        left.addAll(locks());
        if (Files.exists(stage.run().path(), LinkOption.NOFOLLOW_LINKS)) {
            left.add("the run directory is left, with " + names(stage.run().path()));
        }
        if (!names(stage.temporaryFolder()).isEmpty()) {
            left.add("the temporary folder has " + names(stage.temporaryFolder()));
        }
        left.addAll(storeLitter());
        left.addAll(strayFiles());
        return left;
    }

    /** {@return processes with this text in their command line, this one excepted} */
    static List<Long> processesNaming(String text) {
        return pids().filter(pid -> pid != ProcessHandle.current().pid()).filter(pid -> commandLine(pid).contains(text))
                .filter(ProcessEnd::isRunning).toList();
    }

    private static Stream<Long> pids() {
        return names(PROC).stream().filter(name -> name.chars().allMatch(c -> '0' <= c && c <= '9'))
                .map(Long::valueOf);
    }

    private static String commandLine(long pid) {
        return text(PROC.resolve(pid + "/cmdline")).replace('\0', ' ');
    }

    private Stream<Long> mappers() {
        return pids().filter(pid -> text(PROC.resolve(pid + "/maps")).contains(stage.name()));
    }

    /** A line of /proc/locks: number, kind, mode, access, process, major:minor:inode, range. */
    private List<String> locks() {
        Set<String> inodes = new HashSet<>();
        for (Path root : List.of(stage.folder(), stage.run().path())) {
            for (Path file : tree(root)) {
                inode(file, inodes);
            }
        }
        return text(PROC.resolve("locks")).lines().map(line -> line.replace("-> ", "").strip().split("\\s+"))
                .filter(fields -> fields.length > LOCK_FIELD_INODE
                        && inodes.contains(fields[LOCK_FIELD_INODE].replaceFirst("^.*:", "")))
                .map(fields -> "process " + fields[LOCK_FIELD_INODE - 1] + " holds a lock on a file of the fleet")
                .toList();
    }

    private static void inode(Path file, Set<String> into) {
        try {
            into.add(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS).toString());
        } catch (IOException | UnsupportedOperationException _) {
            // gone, or a system without inodes, which has no /proc/locks either
        }
    }

    /** Whatever the next load would remove is no longer there: it has happened. */
    private List<String> storeLitter() {
        Store store = stage.store();
        List<String> left = new ArrayList<>();
        for (String dataset : names(store.root())) {
            if (!dataset.startsWith(".")) {
                store.litter(dataset).forEach(path -> left.add(path + " is left in the store"));
                left.addAll(indexLitter(store.layout(), dataset));
                left.addAll(superseded(store, dataset));
            }
        }
        return left;
    }

    /** Nobody can hold a version or an index that is not the current one: the fleet has ended. */
    private static List<String> superseded(Store store, String dataset) {
        OptionalLong current = store.currentVersion(dataset);
        List<String> left = new ArrayList<>();
        for (long version : store.versions(dataset)) {
            Path folder = store.layout().versionFolder(dataset, version);
            if (!current.equals(OptionalLong.of(version))) {
                left.add(folder + " is left in the store, a version that was superseded");
            }
            orphanedIndexes(folder).forEach(index -> left.add(index + " is left in the store, an index not in use"));
        }
        return left;
    }

    private static List<Path> orphanedIndexes(Path versionFolder) {
        Optional<Path> current = IndexFolders.current(versionFolder);
        return names(versionFolder).stream().map(versionFolder::resolve)
                .filter(path -> IndexFolders.numberOf(path).isPresent() && !current.equals(Optional.of(path))).toList();
    }

    private static List<String> indexLitter(StoreLayout layout, String dataset) {
        return tree(layout.datasetFolder(dataset)).stream().filter(path -> {
            String name = path.getFileName().toString();
            return name.startsWith(IndexLayout.NEW_PREFIX) || name.startsWith(IndexLayout.NEW_LINK_PREFIX);
        }).map(path -> path + " is left in the store").toList();
    }

    /** A crashed JVM leaves its dump where it was started. */
    private List<String> strayFiles() {
        return names(stage.folder()).stream().filter(name -> name.startsWith("hs_err") || name.startsWith("core"))
                .map(name -> "a dump is left: " + name).toList();
    }

    private static List<Path> tree(Path root) {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.toList();
        } catch (IOException e) {
            throw OnecopyException.ofIo("list " + root, e);
        } catch (UncheckedIOException e) {
            throw OnecopyException.ofIo("list " + root, e.getCause());
        }
    }

    private static List<String> names(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? List.of() : Arrays.stream(names).sorted().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
