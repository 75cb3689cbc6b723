package onecopy.loader.lock;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;

/**
 * Files that only writers lock. They are closed to other users, whatever the umask: whoever may read a file may hold a shared
 * lock on it, and every writer would wait for him.
 */
public final class LockFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private LockFiles() {}

    /** Makes a file, which must not exist, and opens it. */
    public static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /**
     * Opens a file for reading and writing, and makes it where it is missing.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} where a link, a pipe or anything else takes its place
     */
    public static FileChannel open(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            narrow(FileKinds.requireFile(file));
        }
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /** {@return the channel of a file, whose lock is the caller's until it is closed; none, and closed, where that fails} */
    public static Optional<FileChannel> tryLock(FileChannel channel) throws IOException {
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            return locked ? Optional.of(channel) : Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** An earlier onecopy left them open to readers. */
    private static void narrow(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
            try {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            } catch (FileSystemException _) {
                // Another user's file is his to close.
            }
        }
    }
}
