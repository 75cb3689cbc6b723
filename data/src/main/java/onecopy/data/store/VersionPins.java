package onecopy.data.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;

/**
 * Keeps versions from being removed while somebody reads them: a kernel lock on the version's pin file, held until
 * closed or until the process ends, however it ends. Thread-safe.
 *
 * <p>
 * POSIX locks belong to a process and a file: locking twice is one lock, and closing any descriptor of the file drops
 * it. So this class is the only one that opens pin files, opens each once, and counts its holders.
 */
public final class VersionPins {
    private static final Map<Object, Held> HELD = new HashMap<>();

    private VersionPins() {}

    /**
     * {@return a shared hold on the pin file; empty if it is gone or held by a remover}
     *
     * @throws OnecopyException if the file cannot be opened or locked for another reason
     */
    public static Optional<Pin> tryShared(Path pinFile) {
        return tryPin(pinFile, true);
    }

    /**
     * {@return the only hold on the pin file; empty if it is gone or anybody, this process included, holds it}
     *
     * @throws OnecopyException if the file cannot be opened for writing or locked for another reason
     */
    public static Optional<Pin> tryExclusive(Path pinFile) {
        return tryPin(pinFile, false);
    }

    private static Optional<Pin> tryPin(Path pinFile, boolean shared) {
        synchronized (HELD) {
            try {
                Object key = key(pinFile);
                Held held = HELD.get(key);
                if (held == null) {
                    return lock(pinFile, key, shared);
                }
                return shared && held.lock.isShared() ? Optional.of(new Pin(held)) : Optional.empty();
            } catch (NoSuchFileException _) {
                return Optional.empty();
            } catch (IOException e) {
                throw OnecopyException.ofIo("pin " + pinFile, e);
            }
        }
    }

    /** Locks the file; if another one took its name meanwhile, what was locked is gone already. */
    private static Optional<Pin> lock(Path pinFile, Object key, boolean shared) throws IOException {
        Set<OpenOption> options = Set.of(shared ? StandardOpenOption.READ : StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(pinFile, options);
        boolean kept = false;
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            kept = lock != null && key.equals(key(pinFile));
            return kept ? Optional.of(new Pin(new Held(key, channel, lock))) : Optional.empty();
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    private static Object key(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw FileFaults.damaged(file, "it is no regular file");
        }
        return attributes.fileKey();
    }

    /** A hold on a version. Thread-safe. */
    public static final class Pin implements AutoCloseable {
        private Held held;

        private Pin(Held held) {
            this.held = held;
            held.holders++;
            HELD.put(held.key, held);
        }

        /** Lets go. Closing twice is harmless. */
        @Override
        public void close() {
            synchronized (HELD) {
                if (held != null) {
                    held.release();
                    held = null;
                }
            }
        }
    }

    /** A locked file and how many pins share the lock; guarded by {@link #HELD}. */
    private static final class Held {
        private final Object key;
        private final FileChannel channel;
        private final FileLock lock;
        private int holders;

        private Held(Object key, FileChannel channel, FileLock lock) {
            this.key = key;
            this.channel = channel;
            this.lock = lock;
        }

        private void release() {
            holders--;
            if (holders == 0) {
                HELD.remove(key);
                try {
                    channel.close();
                } catch (IOException e) {
                    throw OnecopyException.ofIo("unpin a version", e);
                }
            }
        }
    }
}
