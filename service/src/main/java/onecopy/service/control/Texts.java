package onecopy.service.control;

import java.nio.charset.StandardCharsets;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Short texts in fields of fixed size: a length word, then UTF-8; what does not fit is cut off. */
final class Texts {
    private Texts() {}

    static void put(MutableDirectBuffer buffer, int offset, int fieldLength, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, fieldLength - BitUtil.SIZE_OF_INT);
        buffer.putBytes(offset + BitUtil.SIZE_OF_INT, bytes, 0, length);
        buffer.putInt(offset, length);
    }

    static String get(DirectBuffer buffer, int offset, int fieldLength) {
        int length = Math.clamp(buffer.getInt(offset), 0, fieldLength - BitUtil.SIZE_OF_INT);
        byte[] bytes = new byte[length];
        buffer.getBytes(offset + BitUtil.SIZE_OF_INT, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
