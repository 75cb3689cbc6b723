package onecopy.loader.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.Store;
import onecopy.data.store.StoreLayout;

/**
 * A version on its way into the store. It is written in a folder that readers do not look at; {@link #publish} gives it
 * a number and makes it the current one, each by one rename, so that a loader killed at any instant leaves the old
 * version or the new one. Unless published, the folder goes when this is closed and when the JVM is told to end; what a
 * killed JVM leaves goes with the next load into the store.
 */
public final class Staging implements AutoCloseable {
    private static final Duration ABANDON_PATIENCE = Duration.ofSeconds(1);

    private final Store store;
    private final StoreLayout layout;
    private final String name;
    private final String token = newToken();
    private final Path folder;
    private final Thread onExit = new Thread(this::abandon, "onecopy-abandon");
    private final List<String> warnings = new ArrayList<>();
    private LoaderPresence presence;
    private boolean ended;

    private Staging(Store store, String name) {
        this.store = store;
        this.layout = store.layout();
        this.name = name;
        this.folder = layout.newFolder(name, token);
    }

    /** Clears the store of litter and makes a folder for a new version of a dataset, which need not exist. */
    public static Staging open(Store store, String name) {
        Staging staging = new Staging(store, name);
        staging.warnings.addAll(Litter.sweep(store));
        staging.create();
        return staging;
    }

    static String newToken() {
        return UUID.randomUUID().toString();
    }

    private void create() {
        try (ChangeLock _ = ChangeLock.acquire(layout, name)) {
            Files.createDirectories(layout.datasetFolder(name));
            FileKinds.requireFolder(layout.datasetFolder(name));
            createFolder();
        } catch (IOException e) {
            throw OnecopyException.ofIo("write to the store " + layout.root(), e);
        }
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    private void createFolder() throws IOException {
        try {
            Files.createDirectory(folder);
            presence = LoaderPresence.in(folder);
        } catch (IOException | OnecopyException e) {
            undo(e, folder);
            throw e;
        }
    }

    private void undo(Exception cause, Path made) {
        try {
            Folders.delete(made);
            Folders.deleteIfEmpty(layout.datasetFolder(name));
        } catch (OnecopyException e) {
            cause.addSuppressed(e);
        }
    }

    /** {@return what could not be tidied up so far, each a sentence; nothing the load depends on} */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** {@return the folder that becomes the version} */
    public Path folder() {
        return folder;
    }

    /** {@return where the values are to be written} */
    public Path values() {
        return folder.resolve(StoreLayout.VALUES);
    }

    /** {@return where the manifest is to be written} */
    public Path manifest() {
        return folder.resolve(StoreLayout.MANIFEST);
    }

    /** {@return where the checksums are to be written} */
    public Path checksums() {
        return folder.resolve(StoreLayout.CHECKSUMS);
    }

    /** {@return where the zone map is to be written} */
    public Path zones() {
        return folder.resolve(StoreLayout.ZONES);
    }

    /**
     * Makes the folder, whose values are on the disk already, the dataset's current version.
     *
     * @param keepOld whether older versions stay; otherwise those that nobody uses are removed
     * @return the number of the new version
     * @throws OnecopyException where it is not published, or is but perhaps not on the disk yet, which its sentence says
     */
    public long publish(boolean keepOld) {
        try (ChangeLock lock = ChangeLock.acquire(layout, name)) {
            if (ended) {
                throw new OnecopyException(Fault.CANCELLED, "the load of " + name + " was interrupted");
            }
            FileKinds.requireFolder(layout.datasetFolder(name));
            finishFiles();
            long newest = store.versions(name).stream().mapToLong(Long::longValue).max().orElse(0);
            long version = lock.giveOut(newest);
            presence.close();
            ended = true;
            moveIntoPlace(version);
            forceNames(version);
            if (!keepOld) {
                warnings.addAll(new Versions(store).removeAllBut(name, version));
            }
            return version;
        } catch (IOException e) {
            throw OnecopyException.ofIo("publish " + name, e);
        }
    }

    private void finishFiles() throws IOException {
        Files.createFile(folder.resolve(StoreLayout.PIN));
        Folders.force(manifest());
        Folders.force(checksums());
        Folders.force(zones());
        for (Path file : new Path[]{values(), manifest(), checksums(), zones()}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        }
    }

    private void moveIntoPlace(long version) throws IOException {
        Path dataset = layout.datasetFolder(name);
        Path published = layout.versionFolder(name, version);
        Path link = layout.newCurrentLink(name, token);
        try {
            Folders.force(folder);
            Files.move(folder, published, StandardCopyOption.ATOMIC_MOVE);
            Folders.force(dataset);
            Files.createSymbolicLink(link, Path.of(Long.toString(version)));
            Files.move(link, layout.currentLink(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | OnecopyException e) {
            Files.deleteIfExists(link);
            undo(e, Files.exists(folder) ? folder : published);
            throw e;
        }
    }

    /** Queries use the version by now: nothing is undone any more. */
    private void forceNames(long version) {
        try {
            Folders.force(layout.datasetFolder(name));
            Folders.force(layout.root());
        } catch (OnecopyException e) {
            throw new OnecopyException(e.fault(), name + "@" + version + " is published, but a crash of the machine may"
                    + " still lose it: " + e.getMessage(), e);
        }
    }

    /** Removes what was written, unless it was published. */
    @Override
    public void close() {
        if (!ended) {
            abandon();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException _) {
            return;
        }
    }

    /** Where another process holds the lock for long, perhaps halted, the folder is litter for the next load: nobody hangs. */
    private void abandon() {
        Optional<ChangeLock> lock = ChangeLock.acquireWithin(layout, name, ABANDON_PATIENCE);
        lock.ifPresentOrElse(this::abandon, presence::close);
    }

    private void abandon(ChangeLock lock) {
        try (lock) {
            if (!ended) {
                ended = true;
                presence.close();
                Folders.delete(folder);
                Folders.deleteIfEmpty(layout.datasetFolder(name));
            }
        }
    }
}
