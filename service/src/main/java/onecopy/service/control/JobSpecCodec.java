package onecopy.service.control;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.ElementType;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A job's specification as bytes, without its chunk edges.
 *
 * <pre>
 *   0   version        8   elements      16  data offset    24  width    28  sums     32  extremes    36  partial words
 *   40  cut count n    44  function count m   48  function interval words k      52  unused    56  fingerprint
 *   64  n cuts, k words, then the texts dataset and values file, then m times: function version, function name
 * </pre>
 *
 * A text is a length word, UTF-8, and padding to four bytes.
 */
final class JobSpecCodec {
    /** More cuts, functions or letters than any specification has, and more bytes than all of it. */
    static final int MAX_LENGTH = 1 << 20;
    private static final int VERSION_OFFSET = 0;
    private static final int ELEMENTS_OFFSET = VERSION_OFFSET + BitUtil.SIZE_OF_LONG;
    private static final int DATA_OFFSET_OFFSET = ELEMENTS_OFFSET + BitUtil.SIZE_OF_LONG;
    private static final int TYPE_OFFSET = DATA_OFFSET_OFFSET + BitUtil.SIZE_OF_LONG;
    private static final int SOURCE_OFFSET = TYPE_OFFSET + BitUtil.SIZE_OF_INT;
    private static final int SUMS_OFFSET = SOURCE_OFFSET + BitUtil.SIZE_OF_INT;
    private static final int EXTREMES_OFFSET = SUMS_OFFSET + BitUtil.SIZE_OF_INT;
    private static final int PARTIAL_WORDS_OFFSET = EXTREMES_OFFSET + BitUtil.SIZE_OF_INT;
    private static final int CUT_COUNT_OFFSET = PARTIAL_WORDS_OFFSET + BitUtil.SIZE_OF_INT;
    private static final int FUNCTION_COUNT_OFFSET = CUT_COUNT_OFFSET + BitUtil.SIZE_OF_INT;
    private static final int INTERVAL_WORDS_OFFSET = FUNCTION_COUNT_OFFSET + BitUtil.SIZE_OF_INT;
    private static final int FINGERPRINT_OFFSET = BitUtil.align(INTERVAL_WORDS_OFFSET + BitUtil.SIZE_OF_INT,
            BitUtil.SIZE_OF_LONG);
    private static final int CUTS_OFFSET = FINGERPRINT_OFFSET + BitUtil.SIZE_OF_LONG;

    private JobSpecCodec() {}

    /** {@return the specification's bytes} */
    static byte[] encode(JobSpec spec) {
        MutableDirectBuffer buffer = new ExpandableArrayBuffer();
        buffer.putLong(VERSION_OFFSET, spec.version());
        buffer.putLong(ELEMENTS_OFFSET, spec.elements());
        buffer.putLong(DATA_OFFSET_OFFSET, spec.dataOffset());
        buffer.putInt(TYPE_OFFSET, spec.type().widthBytes());
        buffer.putInt(SOURCE_OFFSET, spec.source() == JobSource.VALUES ? 0 : 1);
        buffer.putInt(SUMS_OFFSET, spec.sums() ? 1 : 0);
        buffer.putInt(EXTREMES_OFFSET, spec.extremes() ? 1 : 0);
        buffer.putInt(PARTIAL_WORDS_OFFSET, spec.partialWords());
        buffer.putInt(CUT_COUNT_OFFSET, spec.cuts().length);
        buffer.putInt(FUNCTION_COUNT_OFFSET, spec.functions().size());
        buffer.putInt(INTERVAL_WORDS_OFFSET, spec.functionIntervals().length);
        buffer.putLong(FINGERPRINT_OFFSET, spec.fingerprint());
        int position = putLongs(buffer, CUTS_OFFSET, spec.cuts());
        position = putLongs(buffer, position, spec.functionIntervals());
        position = putText(buffer, position, spec.dataset());
        position = putText(buffer, position, spec.path().toString());
        for (FunctionRef function : spec.functions()) {
            buffer.putInt(position, function.version());
            position = putText(buffer, position + BitUtil.SIZE_OF_INT, function.name());
        }
        byte[] bytes = new byte[position];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    /** {@return the specification in these bytes, with the chunk bounds that stand elsewhere} */
    static JobSpec decode(DirectBuffer buffer, long[] chunkBounds) {
        long[] cuts = new long[length(buffer, CUT_COUNT_OFFSET)];
        long[] functionIntervals = new long[length(buffer, INTERVAL_WORDS_OFFSET)];
        int position = getLongs(buffer, CUTS_OFFSET, cuts);
        position = getLongs(buffer, position, functionIntervals);
        String dataset = text(buffer, position);
        position = afterText(buffer, position);
        String path = text(buffer, position);
        position = afterText(buffer, position);
        List<FunctionRef> functions = new ArrayList<>();
        for (int left = length(buffer, FUNCTION_COUNT_OFFSET); left > 0; left--) {
            int version = buffer.getInt(position);
            position += BitUtil.SIZE_OF_INT;
            functions.add(new FunctionRef(text(buffer, position), version));
            position = afterText(buffer, position);
            requireShort(position);
        }
        ElementType type = buffer.getInt(TYPE_OFFSET) == ElementType.INT32.widthBytes()
                ? ElementType.INT32
                : ElementType.INT64;
        return new JobSpec(dataset, buffer.getLong(VERSION_OFFSET),
                buffer.getInt(SOURCE_OFFSET) == 0 ? JobSource.VALUES : JobSource.INDEX_ENTRIES, path(path),
                buffer.getLong(DATA_OFFSET_OFFSET), buffer.getLong(FINGERPRINT_OFFSET), type,
                buffer.getLong(ELEMENTS_OFFSET), cuts, buffer.getInt(SUMS_OFFSET) != 0,
                buffer.getInt(EXTREMES_OFFSET) != 0, functions, functionIntervals,
                buffer.getInt(PARTIAL_WORDS_OFFSET), chunkBounds);
    }

    private static int putLongs(MutableDirectBuffer buffer, int position, long[] values) {
        int at = position;
        for (long value : values) {
            buffer.putLong(at, value);
            at += BitUtil.SIZE_OF_LONG;
        }
        return at;
    }

    private static int getLongs(DirectBuffer buffer, int position, long[] values) {
        int at = position;
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.getLong(at);
            at += BitUtil.SIZE_OF_LONG;
        }
        return at;
    }

    private static int putText(MutableDirectBuffer buffer, int position, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = BitUtil.align(position + BitUtil.SIZE_OF_INT + bytes.length, BitUtil.SIZE_OF_INT);
        // The padding as well: the buffer grows only with what is written.
        buffer.setMemory(position, end - position, (byte) 0);
        buffer.putInt(position, bytes.length);
        buffer.putBytes(position + BitUtil.SIZE_OF_INT, bytes);
        return end;
    }

    private static String text(DirectBuffer buffer, int position) {
        byte[] bytes = new byte[length(buffer, position)];
        buffer.getBytes(position + BitUtil.SIZE_OF_INT, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int afterText(DirectBuffer buffer, int position) {
        return BitUtil.align(position + BitUtil.SIZE_OF_INT + length(buffer, position), BitUtil.SIZE_OF_INT);
    }

    private static int length(DirectBuffer buffer, int position) {
        int length = buffer.getInt(position);
        if (length < 0 || length > MAX_LENGTH) {
            throw ControlDamage.of("a specification with a part of " + length + " items");
        }
        return length;
    }

    private static void requireShort(int lengthBytes) {
        if (lengthBytes > MAX_LENGTH) {
            throw ControlDamage.of("a specification of more than " + MAX_LENGTH + " bytes");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw ControlDamage.of("a path that is none");
        }
    }
}
