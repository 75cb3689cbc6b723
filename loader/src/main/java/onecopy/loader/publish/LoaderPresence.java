package onecopy.loader.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.loader.lock.LockFiles;

/**
 * Shows that the loader which writes into a folder is alive: a kernel lock on the folder's {@code writer} file, gone
 * with the process. Closing any other channel on that file would give up this process's lock, so folders of this
 * process are known by a list and their files never opened a second time.
 */
final class LoaderPresence implements AutoCloseable {
    private static final String FILE = "writer";
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private LoaderPresence(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Shows it, from now on, to whoever holds the dataset's change lock after the caller. */
    static LoaderPresence in(Path folder) {
        OF_THIS_PROCESS.add(folder);
        try {
            return LockFiles.tryLock(LockFiles.create(folder.resolve(FILE)))
                    .map(locked -> new LoaderPresence(folder, locked))
                    .orElseThrow(() -> new IOException("somebody else locked it"));
        } catch (IOException e) {
            OF_THIS_PROCESS.remove(folder);
            throw OnecopyException.ofIo("write to " + folder, e);
        }
    }

    /**
     * {@return whether a living loader writes into the folder}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} where a link or a pipe takes the place of its file: no loader made that
     */
    static boolean isSeenIn(Path folder) throws IOException {
        if (OF_THIS_PROCESS.contains(folder)) {
            return true;
        }
        Path file = folder.resolve(FILE);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        FileKinds.requireFile(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** Ends it and removes the file. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw OnecopyException.ofIo("write to " + folder, e);
        } finally {
            OF_THIS_PROCESS.remove(folder);
        }
    }
}
