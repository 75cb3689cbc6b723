package onecopy.service.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A body under construction, kept in parts, so that a large one is never copied as it grows. Used by one thread. */
final class Body extends OutputStream {
    private static final int FIRST_PART_BYTES = 512;
    private static final int LARGEST_PART_BYTES = 1 << 20;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] part = new byte[FIRST_PART_BYTES];
    private int inPart;
    private long inFullParts;

    /** {@return bytes written so far} */
    long length() {
        return inFullParts + inPart;
    }

    /** Sends what has been written. */
    void sendTo(OutputStream out) throws IOException {
        for (byte[] bytes : full) {
            out.write(bytes);
        }
        out.write(part, 0, inPart);
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
