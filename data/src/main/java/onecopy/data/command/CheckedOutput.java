package onecopy.data.command;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output that remembers its first failure, which a {@link java.io.PrintWriter} would swallow: an answer cut
 * short by a full disk must not end with exit code 0.
 */
final class CheckedOutput extends FilterOutputStream {
    private IOException failure;

    CheckedOutput(OutputStream destination) {
        super(new BufferedOutputStream(destination, 1 << 16));
    }

    /** {@return the first failure to write, null where everything was written} */
    synchronized IOException failure() {
        return failure;
    }

    /** {@return whether a failure means only that the reader of a pipe went away, as {@code head} does} */
    static boolean isBrokenPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    @Override
    public synchronized void write(int value) throws IOException {
        try {
            out.write(value);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    private IOException remembered(IOException e) {
        if (failure == null) {
            failure = e;
        }
        return e;
    }
}
