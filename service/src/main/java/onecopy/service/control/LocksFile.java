package onecopy.service.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.OwnFiles;

/**
 * The one open channel of this process on a locks file. The kernel drops all locks a process has on a file as soon as
 * any of its descriptors of that file is closed, so the file is opened once, shared by count, and opened nowhere else.
 */
final class LocksFile implements AutoCloseable {
    private static final Map<Object, LocksFile> OPEN = new HashMap<>();

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
                LocksFile known = Files.exists(OwnFiles.require(path)) ? OPEN.get(identityOf(path)) : null;
                LocksFile file = known != null ? known : openNew(path, create);
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

    private static LocksFile openNew(Path path, boolean create) throws IOException {
        Set<OpenOption> options = create
                ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(path, options,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        LocksFile file = new LocksFile(identityOf(path), channel);
        OPEN.put(file.identity, file);
        return file;
    }

    private static Object identityOf(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key != null ? key : path.toAbsolutePath();
    }
}
