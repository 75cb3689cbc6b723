package onecopy.service.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.OwnFiles;

/**
 * The one open channel of this process on a locks file. The kernel drops all locks a process has on a file as soon as
 * any of its descriptors of that file is closed, so the file is opened once, shared by count, and opened nowhere else.
 */
final class LocksFile implements AutoCloseable {
    private static final Map<Object, LocksFile> OPEN = new HashMap<>();
    private static final int OPENING_ATTEMPTS = 100;

    private final Object identity;
    private final FileChannel channel;
    private int users;

    private LocksFile(Object identity, FileChannel channel) {
        this.identity = identity;
        this.channel = channel;
    }

    static LocksFile open(Path path, boolean create) {
        synchronized (OPEN) {
            try {
                OwnFiles.require(path);
                if (create) {
                    createIfAbsent(path);
                }
                LocksFile file = openUnreplaced(path);
                file.users++;
                return file;
            } catch (IOException e) {
                throw OnecopyException.ofIo("open the locks file " + path, e);
            }
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** {@return whether somebody holds this byte, another user of this file in this process included} */
    boolean isHeld(long position) {
        // In one process two looks at the same moment would be taken for holders by each other.
        synchronized (this) {
            try (FileLock lock = channel.tryLock(position, 1, true)) {
                return lock == null;
            } catch (OverlappingFileLockException _) {
                return true;
            } catch (IOException e) {
                throw OnecopyException.ofIo("look at the locks file", e);
            }
        }
    }

    boolean isStillAt(Path path) {
        try {
            return identity.equals(identityOf(path));
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            users--;
            if (users == 0) {
                OPEN.remove(identity);
                try {
                    channel.close();
                } catch (IOException e) {
                    throw OnecopyException.ofIo("close the locks file", e);
                }
            }
        }
    }

    private static void createIfAbsent(Path path) throws IOException {
        try {
            OwnFiles.create(path);
        } catch (FileAlreadyExistsException _) {
            // Usual.
        }
    }

    /** A file that was replaced between looking at its name and opening it would go by another one's identity. */
    private static LocksFile openUnreplaced(Path path) throws IOException {
        for (int attempt = 0; attempt < OPENING_ATTEMPTS; attempt++) {
            Object identity = identityOf(path);
            LocksFile known = OPEN.get(identity);
            if (known != null) {
                return known;
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (identity.equals(identityOf(path))) {
                    LocksFile file = new LocksFile(identity, channel);
                    OPEN.put(identity, file);
                    return file;
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
        }
        throw new IOException("it is replaced again and again");
    }

    private static Object identityOf(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key != null ? key : path.toAbsolutePath();
    }
}
