package onecopy.loader.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.StoreLayout;
import onecopy.loader.lock.LockFiles;
import org.slf4j.LoggerFactory;

/**
 * The exclusive right to change one dataset: a kernel lock on the dataset's lock file, which ends with its process
 * whatever happens, and inside this process a plain lock, because kernel locks do not tell threads apart. Held for
 * moments, while folders are made, renamed or removed, and never while values are written.
 *
 * <p>
 * The file holds the last version number given out, so that no number is used twice, not even after a drop. It is never
 * removed: whoever waits for it must find the same file as the next one to come.
 */
final class ChangeLock implements AutoCloseable {
    private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
    private static final long SILENT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int MAX_NUMBER_BYTES = 32;

    private final Path file;
    private final ReentrantLock threads;
    private final FileChannel channel;

    private ChangeLock(Path file, ReentrantLock threads, FileChannel channel) {
        this.file = file;
        this.threads = threads;
        this.channel = channel;
    }

    /** Waits for the lock of a dataset, creating the store's folder where it does not exist; a long wait is logged once. */
    static ChangeLock acquire(StoreLayout layout, String name) {
        long startNs = System.nanoTime();
        boolean said = false;
        Optional<ChangeLock> lock = tryAcquire(layout, name);
        while (lock.isEmpty()) {
            if (!said && System.nanoTime() - startNs >= SILENT_NS) {
                LoggerFactory.getLogger(ChangeLock.class).info(
                        "waiting for another load or drop of '{}', which holds {}",
                        name, layout.changeLock(name));
                said = true;
            }
            LockSupport.parkNanos(POLL_NS);
            if (Thread.currentThread().isInterrupted()) {
                throw new OnecopyException(Fault.CANCELLED, "interrupted while another load or drop of '" + name
                        + "' was waited for");
            }
            lock = tryAcquire(layout, name);
        }
        return lock.get();
    }

    /** {@return the lock of a dataset; empty where another process holds it all this time: threads of this one are awaited} */
    static Optional<ChangeLock> acquireWithin(StoreLayout layout, String name, Duration patience) {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        ReentrantLock threads = threads(layout, name);
        Optional<ChangeLock> lock = tryAcquire(layout, name);
        while (lock.isEmpty() && (threads.isLocked() || System.nanoTime() - deadlineNs < 0)) {
            LockSupport.parkNanos(POLL_NS);
            lock = tryAcquire(layout, name);
        }
        return lock;
    }

    /** {@return the lock of a dataset; empty where somebody holds it} Creates the store's folder where it does not exist. */
    static Optional<ChangeLock> tryAcquire(StoreLayout layout, String name) {
        Path file = layout.changeLock(name);
        ReentrantLock threads = threads(layout, name);
        if (!threads.tryLock()) {
            return Optional.empty();
        }
        Optional<FileChannel> channel = Optional.empty();
        try {
            channel = lockedChannel(file);
        } catch (IOException e) {
            throw OnecopyException.ofIo("change the store in " + layout.root(), e);
        } finally {
            if (channel.isEmpty()) {
                threads.unlock();
            }
        }
        return channel.map(locked -> new ChangeLock(file, threads, locked));
    }

    private static ReentrantLock threads(StoreLayout layout, String name) {
        return THREADS.computeIfAbsent(layout.changeLock(name), _ -> new ReentrantLock());
    }

    private static Optional<FileChannel> lockedChannel(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        FileKinds.requireFolder(file.getParent());
        return LockFiles.tryLock(LockFiles.open(file));
    }

    private long lastVersion() {
        ByteBuffer content = ByteBuffer.allocate(MAX_NUMBER_BYTES);
        try {
            channel.read(content, 0);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
        String text = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        return StoreLayout.versionOf(text).orElse(0);
    }

    /**
     * {@return the number of the next version, which is remembered before it is used}
     *
     * @param newest the largest number of a published version, 0 where there is none
     * @throws OnecopyException with {@link Fault#CORRUPT} where no number is left
     */
    long giveOut(long newest) {
        long last = Math.max(lastVersion(), newest);
        if (last >= StoreLayout.MAX_VERSION) {
            throw FileFaults.damaged(file, "version " + last + " was given out, and no version can have a number above "
                    + StoreLayout.MAX_VERSION + ": write the number of the newest version into it");
        }
        remember(last + 1);
        return last + 1;
    }

    private void remember(long version) {
        ByteBuffer content = ByteBuffer.wrap((version + "\n").getBytes(StandardCharsets.US_ASCII));
        try {
            channel.write(content, 0);
            channel.truncate(content.limit());
            channel.force(true);
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw OnecopyException.ofIo("close " + file, e);
        } finally {
            threads.unlock();
        }
    }
}
