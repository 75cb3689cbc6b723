package onecopy.service.bench.scheduling;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.fault.OnecopyException;

/**
 * Work that gets dearer to the end: small numbers first, huge ones last. Element i of n is
 * {@code 1 + (2^31 - 2) * (i / n)^4}, so half of them are looked up in a table and the rest must be factored.
 */
final class SkewedNumbers {
    private static final int BUFFER_ELEMENTS = 1 << 14;

    private SkewedNumbers() {}

    /** Writes the numbers as raw little-endian 32-bit integers. */
    static void write(Path file, long count) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_ELEMENTS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1)) {
            for (long i = 0; i < count; i++) {
                buffer.putInt(number(i, count));
                if (!buffer.hasRemaining()) {
                    out.write(buffer.array(), 0, buffer.position());
                    buffer.clear();
                }
            }
            out.write(buffer.array(), 0, buffer.position());
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }

    static int number(long i, long count) {
        double share = (double) i / count;
        return 1 + (int) ((Integer.MAX_VALUE - 1) * share * share * share * share);
    }
}
