package onecopy.data.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/** CRC32C of mapped bytes that may be cut off meanwhile. */
final class PieceChecksum {
    private static final int COPIED_TOGETHER = 1 << 16;

    private PieceChecksum() {}

    /**
     * {@return the checksum of some bytes, or a wrong one with an {@link InternalError} to come at once or soon, where part of
     * them cannot be read}
     */
    static int of(MemorySegment bytes, long start, long length) {
        byte[] copy = new byte[(int) Math.min(length, COPIED_TOGETHER)];
        CRC32C crc = new CRC32C();
        for (long done = 0; done < length; done += copy.length) {
            int part = (int) Math.min(copy.length, length - done);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, start + done, copy, 0, part);
            crc.update(copy, 0, part);
        }
        return (int) crc.getValue();
    }
}
