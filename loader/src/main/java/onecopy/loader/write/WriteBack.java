package onecopy.loader.write;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Sends a growing file to its disk while it is being written, so that little is left to wait for at the end. A thread
 * of its own forces the file whenever enough has been written since the last time. Thread-safe.
 */
final class WriteBack implements AutoCloseable {
    /** Often enough to keep a fast disk busy, rarely enough that the file system's journal does not matter. */
    private static final long STEP_BYTES = 128L << 20;

    private final FileChannel channel;
    private final Thread thread;
    private long pendingBytes;
    private boolean ended;
    private IOException failure;

    WriteBack(FileChannel channel) {
        this.channel = channel;
        this.thread = Thread.ofPlatform().name("onecopy-write-back").daemon().start(this::run);
    }

    /** Takes note of bytes that were handed to the operating system. */
    synchronized void wrote(long bytes) {
        pendingBytes += bytes;
        if (pendingBytes >= STEP_BYTES) {
            notifyAll();
        }
    }

    private void run() {
        while (awaitStep()) {
            try {
                channel.force(false);
            } catch (IOException e) {
                end(e);
            }
        }
    }

    /** {@return false at the end} */
    private synchronized boolean awaitStep() {
        while (pendingBytes < STEP_BYTES && !ended) {
            try {
                wait();
            } catch (InterruptedException _) {
                ended = true;
            }
        }
        pendingBytes = 0;
        return !ended;
    }

    private synchronized void end(IOException reason) {
        ended = true;
        failure = reason;
        notifyAll();
    }

    /**
     * Waits until everything is on the disk.
     *
     * @throws IOException also where an earlier part could not be written: the system reports that only once
     */
    void finish() throws IOException {
        close();
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
        }
        channel.force(true);
    }

    /** Ends the thread, whatever is left to write. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        Crew.join(thread);
    }
}
