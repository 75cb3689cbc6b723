package onecopy.service.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A body under construction, kept in parts, so that a large one is never copied as it grows. Written by one thread; any
 * number may send it afterwards.
 */
final class Body extends OutputStream {
    private static final int FIRST_PART_BYTES = 512;
    private static final int LARGEST_PART_BYTES = 1 << 20;
    /** The server's connection keeps a buffer of twice what is written at once. */
    private static final int PIECE_BYTES = 8 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] part = new byte[FIRST_PART_BYTES];
    private int inPart;
    private long inFullParts;

    /** {@return bytes written so far} */
    long length() {
        return inFullParts + inPart;
    }

    /** {@return bytes of memory it takes} */
    long memoryBytes() {
        return inFullParts + part.length;
    }

    /** Sends what has been written. */
    void sendTo(OutputStream out) throws IOException {
        for (byte[] bytes : full) {
            send(bytes, bytes.length, out);
        }
        send(part, inPart, out);
    }

    private static void send(byte[] bytes, int length, OutputStream out) throws IOException {
        for (int from = 0; from < length; from += PIECE_BYTES) {
            out.write(bytes, from, Math.min(PIECE_BYTES, length - from));
        }
    }

    @Override
    public void write(int value) {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (inPart == part.length) {
                nextPart();
            }
            int fitting = Math.min(end - from, part.length - inPart);
            System.arraycopy(bytes, from, part, inPart, fitting);
            inPart += fitting;
            from += fitting;
        }
    }

    private void nextPart() {
        full.add(part);
        inFullParts += part.length;
        part = new byte[Math.min(2 * part.length, LARGEST_PART_BYTES)];
        inPart = 0;
    }
}
