package onecopy.data.command;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.slf4j.LoggerFactory;

/**
 * A folder that a command makes for a while. Closing it removes it with everything in it; so does the end of the process,
 * at whatever moment it is asked to end. Thread-safe.
 */
public final class TemporaryFolder implements AutoCloseable {
    private final Runnable first;
    private final Thread hook = new Thread(this::clear, "clean-up");
    /** Set before {@link #in} returns. */
    private Path path;
    private volatile boolean closed;
    private volatile boolean kept;

    private TemporaryFolder(Runnable first) {
        this.first = first;
    }

    /**
     * {@return a new, empty folder that only its owner can enter}
     *
     * @param parent holds it, and exists
     * @param prefix the first letters of its name
     * @param first what ends those who work in the folder, before it goes; called once, by any thread
     * @throws OnecopyException with {@link Fault#CANCELLED} where the process is ending already
     */
    public static TemporaryFolder in(Path parent, String prefix, Runnable first) {
        TemporaryFolder folder = new TemporaryFolder(first);
        folder.make(parent, prefix);
        return folder;
    }

    /** The hook comes first and waits for the folder: there is no moment in which nobody would remove it. */
    private synchronized void make(Path parent, String prefix) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new OnecopyException(Fault.CANCELLED, "the process is ending", e);
        }
        try {
            path = Files.createTempDirectory(parent, prefix);
        } catch (IOException e) {
            forgetHook();
            throw OnecopyException.ofIo("make a temporary folder in " + parent, e);
        }
    }

    /**
     * {@return where it is}
     *
     * @throws OnecopyException with {@link Fault#CANCELLED} once it has been closed: nothing new may be put there
     */
    public Path path() {
        if (closed) {
            throw new OnecopyException(Fault.CANCELLED, "the work in " + path + " is over");
        }
        return path;
    }

    /** Has it stay when it is closed. */
    public void keep() {
        kept = true;
    }

    /** {@return whether it stays when it is closed} */
    public boolean isKept() {
        return kept;
    }

    @Override
    public void close() {
        clear();
        forgetHook();
    }

    private void forgetHook() {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the process is ending, and the hook does its work
        }
    }

    private synchronized void clear() {
        if (closed || path == null) {
            return;
        }
        closed = true;
        try {
            first.run();
        } finally {
            if (!kept) {
                removeOrWarn();
            }
        }
    }

    /** It is renamed first, so that threads that are still at work with its old name put nothing more there. */
    private void removeOrWarn() {
        Path gone = path.resolveSibling(path.getFileName() + ".gone");
        try {
            Files.move(path, gone);
        } catch (NoSuchFileException _) {
            return;
        } catch (IOException _) {
            gone = path;
        }
        try {
            removeTree(gone);
        } catch (IOException e) {
            LoggerFactory.getLogger(TemporaryFolder.class).warn("cannot remove {}: {}", gone, e.toString());
        }
    }

    /**
     * Removes a folder and everything in it, links but not what they lead to. What is not there, or goes away meanwhile, is
     * no error.
     */
    public static void removeTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new Deletion());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
