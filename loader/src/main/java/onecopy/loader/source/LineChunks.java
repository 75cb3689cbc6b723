package onecopy.loader.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Cuts a stream of bytes into chunks of whole lines, numbered and with the number of their first line. Thread-safe:
 * reading is one thread's work at a time, what is done with the chunks is not.
 */
final class LineChunks {
    /** Size of a chunk, and so the longest line. Large enough to make taking turns cheap, small enough for L2. */
    static final int CHUNK_BYTES = 1 << 20;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream stream;
    private final String file;
    private byte[] rest = new byte[0];
    private boolean ended;
    private long ordinal;
    private long lines;

    LineChunks(InputStream stream, String file) {
        this.stream = stream;
        this.file = file;
    }

    /** A reader's buffer and what stands in it. */
    static final class Chunk {
        final byte[] text = new byte[CHUNK_BYTES + 1 + IntegerLines.PADDING_BYTES];
        int end;
        long ordinal;
        long firstLine;
    }

    /**
     * Reads the next chunk; its last line ends with LF even where the stream's last line does not.
     *
     * @return false at the end of the stream
     */
    synchronized boolean next(Chunk chunk) {
        int filled = fill(chunk.text);
        if (filled == 0) {
            return false;
        }
        int end = ended ? filled : lastLineEnd(chunk.text, filled);
        rest = Arrays.copyOfRange(chunk.text, end, filled);
        if (chunk.text[end - 1] != '\n') {
            chunk.text[end++] = '\n';
        }
        chunk.end = end;
        chunk.ordinal = ordinal++;
        chunk.firstLine = lines + 1;
        lines += countLines(chunk.text, end);
        if (chunk.ordinal == 0) {
            dropByteOrderMark(chunk);
        }
        return true;
    }

    private int fill(byte[] text) {
        System.arraycopy(rest, 0, text, 0, rest.length);
        int filled = rest.length;
        try {
            while (filled < CHUNK_BYTES && !ended) {
                int read = stream.read(text, filled, CHUNK_BYTES - filled);
                ended = read < 0;
                filled += Math.max(read, 0);
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
        return filled;
    }

    private int lastLineEnd(byte[] text, int filled) {
        int end = filled;
        while (end > 0 && text[end - 1] != '\n') {
            end--;
        }
        if (end == 0) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "line " + (lines + 1) + " of " + file
                    + " is longer than " + CHUNK_BYTES + " bytes: this is no text with one integer a line");
        }
        return end;
    }

    private static int countLines(byte[] text, int end) {
        int count = 0;
        for (int i = 0; i < end; i++) {
            count += text[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    private static void dropByteOrderMark(Chunk chunk) {
        int mark = BYTE_ORDER_MARK.length;
        if (Arrays.equals(chunk.text, 0, mark, BYTE_ORDER_MARK, 0, mark)) {
            System.arraycopy(chunk.text, mark, chunk.text, 0, chunk.end - mark);
            chunk.end -= mark;
        }
    }
}
