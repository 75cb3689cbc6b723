package onecopy.loader.index;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexFolders;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.IndexManifest;
import onecopy.data.index.IndexedData;
import onecopy.data.index.ValueIndex;
import onecopy.data.mapped.MappedValues;
import onecopy.data.store.DatasetVersion;

/**
 * Puts indexes into the folders of versions. An index is built in a folder that readers do not look at, renamed, and chosen by
 * renaming a link; readers that have another one open keep reading its unlinked files. A builder killed at any instant
 * leaves the old index or the new one, and litter that the next builder removes.
 */
public final class IndexPublisher {
    private final Path versionFolder;
    private final IndexedData data;
    private final IndexOptions options;

    private IndexPublisher(Path versionFolder, IndexedData data, IndexOptions options) {
        this.versionFolder = versionFolder;
        this.data = data;
        this.options = options;
    }

    /**
     * Sees to it that a version has an index of the form asked for with the functions asked for: builds one, adds functions to
     * the present one, or leaves it as it is. Functions it already holds are kept.
     *
     * @return what the index is then
     * @throws OnecopyException with {@link Fault#CONFLICT} while somebody else builds one for the same version, else as {@link
     *     IndexBuilder#build}; the version's index is then as it was
     */
    public static IndexManifest publish(DatasetVersion version, IndexOptions options) {
        IndexPublisher publisher = new IndexPublisher(version.folder(), IndexedData.of(version.manifest()), options);
        try (IndexLock _ = IndexLock.acquire(version.folder())) {
            publisher.sweep();
            try (ValueIndex present = publisher.openPresent().orElse(null)) {
                if (present == null) {
                    try (MappedValues values = version.map()) {
                        return publisher.build(values);
                    }
                }
                return publisher.extend(present);
            }
        }
    }

    /** Builds the first index of a version that nobody can see yet. */
    public static IndexManifest publishFirst(Path versionFolder, MappedValues values, IndexedData data,
            IndexOptions options) {
        return new IndexPublisher(versionFolder, data, options).build(values);
    }

    private Optional<ValueIndex> openPresent() {
        try {
            Optional<ValueIndex> present = ValueIndex.openCurrent(versionFolder, data);
            if (present.isPresent() && (hasAnotherForm(present.get()) || isDamaged(present.get()))) {
                present.get().close();
                return Optional.empty();
            }
            return present;
        } catch (OnecopyException e) {
            if (e.fault() != Fault.CORRUPT) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private boolean hasAnotherForm(ValueIndex present) {
        return options.form().isPresent() && present.form() != options.form().get();
    }

    /** Whoever was told that an index is damaged builds it anew: what is kept must be whole. */
    private static boolean isDamaged(ValueIndex present) {
        try {
            present.requireUndamaged();
            return false;
        } catch (OnecopyException e) {
            if (e.fault() != Fault.CORRUPT) {
                present.close();
                throw e;
            }
            return true;
        }
    }

    private IndexManifest build(MappedValues values) {
        return publishFrom(folder -> {
            MemorySegment elements = values.segment();
            IndexManifest manifest = IndexBuilder.build(data, elements, folder,
                    options.withFunctions(wanted(options.functions(), elements)));
            values.requireIntact();
            return manifest;
        });
    }

    private List<ElementFunction> wanted(List<ElementFunction> functions, MemorySegment elements) {
        return functions.stream().filter(
                function -> !options.onlyCheap() || FunctionCost.isSmall(function, data, elements, options.threads()))
                .toList();
    }

    private IndexManifest extend(ValueIndex present) {
        List<ElementFunction> missing = new ArrayList<>(
                options.onlyCheap() ? List.of() : options.functions());
        missing.removeIf(function -> present.stored(function).isPresent());
        return missing.isEmpty()
                ? present.manifest()
                : publishFrom(folder -> IndexBuilder.extend(present, folder, options.withFunctions(missing)));
    }

    private interface Work {
        IndexManifest into(Path folder);
    }

    private IndexManifest publishFrom(Work work) {
        Path folder = versionFolder.resolve(IndexLayout.NEW_PREFIX + UUID.randomUUID());
        Thread onExit = new Thread(() -> abandon(folder), "onecopy-abandon-index");
        try {
            Files.createDirectory(folder);
            Runtime.getRuntime().addShutdownHook(onExit);
            try {
                IndexManifest manifest = work.into(folder);
                moveIntoPlace(folder);
                return manifest;
            } finally {
                delete(folder);
                forget(onExit);
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("publish the index in " + versionFolder, e);
        } catch (OnecopyException e) {
            throw e.getCause() instanceof ClosedByInterruptException
                    ? new OnecopyException(Fault.CANCELLED, "the build of the index was cancelled", e)
                    : e;
        }
    }

    /** The threads that build may still add files, or the whole version may be on its way out; litter is swept later. */
    private static void abandon(Path folder) {
        try {
            delete(folder);
        } catch (OnecopyException _) {
            return;
        }
    }

    private static void forget(Thread onExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void moveIntoPlace(Path folder) throws IOException {
        for (Path file : entries(folder)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        }
        long newest = entries(versionFolder).stream().mapToLong(f -> IndexFolders.numberOf(f).orElse(0)).max()
                .orElse(0);
        Path target = versionFolder.resolve(IndexLayout.FOLDER_PREFIX + (newest + 1));
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        Path link = versionFolder.resolve(IndexLayout.NEW_LINK_PREFIX + UUID.randomUUID());
        Files.createSymbolicLink(link, target.getFileName());
        Files.move(link, IndexLayout.link(versionFolder), StandardCopyOption.ATOMIC_MOVE);
        sweep();
    }

    /** Removes every index but the one in use, and what killed builders left. The caller holds the lock, or is alone. */
    private void sweep() {
        Optional<Path> current = current();
        for (Path entry : entries(versionFolder)) {
            String name = entry.getFileName().toString();
            boolean superseded = IndexFolders.numberOf(entry).isPresent() && !Optional.of(entry).equals(current);
            if (superseded || name.startsWith(IndexLayout.NEW_PREFIX) || name.startsWith(IndexLayout.NEW_LINK_PREFIX)) {
                delete(entry);
            }
        }
    }

    /** {@return the index in use; empty where the link to it is damaged: the next one takes its place} */
    private Optional<Path> current() {
        try {
            return IndexFolders.current(versionFolder);
        } catch (OnecopyException e) {
            if (e.fault() != Fault.CORRUPT) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
                for (Path file : entries(path)) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw OnecopyException.ofIo("remove " + path, e);
        }
    }

    private static List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
            return entries;
        } catch (IOException e) {
            throw OnecopyException.ofIo("read the folder " + folder, e);
        }
    }
}
