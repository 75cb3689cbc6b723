package onecopy.loader.index;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexLayout;
import onecopy.loader.lock.LockFiles;

/**
 * The exclusive right to change the index of a version: a kernel lock that ends with its process, and within this process a
 * set of folders, because kernel locks do not tell threads apart.
 */
final class IndexLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path versionFolder;
    private final FileChannel channel;

    private IndexLock(Path versionFolder, FileChannel channel) {
        this.versionFolder = versionFolder;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws OnecopyException with {@link Fault#CONFLICT} if somebody holds it
     */
    static IndexLock acquire(Path versionFolder) {
        if (!HELD_HERE.add(versionFolder)) {
            throw taken(versionFolder);
        }
        try {
            return new IndexLock(versionFolder, lockedChannel(versionFolder));
        } catch (IOException e) {
            HELD_HERE.remove(versionFolder);
            throw OnecopyException.ofIo("write to " + versionFolder, e);
        } catch (RuntimeException e) {
            HELD_HERE.remove(versionFolder);
            throw e;
        }
    }

    private static FileChannel lockedChannel(Path versionFolder) throws IOException {
        return LockFiles.tryLock(LockFiles.open(versionFolder.resolve(IndexLayout.LOCK)))
                .orElseThrow(() -> taken(versionFolder));
    }

    private static OnecopyException taken(Path versionFolder) {
        return new OnecopyException(Fault.CONFLICT,
                "an index is being built in " + versionFolder + " already: wait for it, or stop it");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw OnecopyException.ofIo("close the lock in " + versionFolder, e);
        } finally {
            HELD_HERE.remove(versionFolder);
        }
    }
}
