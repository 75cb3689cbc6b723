package onecopy.loader.source;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyType;

/** Turns integers as they lie in a source's file into a dataset's elements. For one thread. */
final class IntegerConversion {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ElementType.INT32_LAYOUT.order());
    private static final int SCRATCH_VALUES = 2048;

    private final int widthBytes;
    private final boolean signed;
    private final boolean bigEndian;
    private final ElementType type;
    private final long[] scratch = new long[SCRATCH_VALUES];

    /**
     * @param from how the integers lie in the source
     * @param type what they become
     */
    IntegerConversion(NpyType from, ElementType type) {
        this.widthBytes = from.widthBytes();
        this.signed = from.signed();
        this.bigEndian = from.order() == ByteOrder.BIG_ENDIAN;
        this.type = type;
    }

    /**
     * Converts values.
     *
     * @param from native memory that begins with the values
     * @param count number of values
     * @param into native memory; receives the elements from its beginning, little-endian
     * @param position position of the first value in its source, for the error
     * @throws OnecopyException naming the position of the first value that does not fit
     */
    void convert(MemorySegment from, int count, MemorySegment into, long position) {
        for (int done = 0; done < count; done += SCRATCH_VALUES) {
            int part = Math.min(SCRATCH_VALUES, count - done);
            decode(from.asSlice((long) done * widthBytes), part);
            MemorySegment target = into.asSlice((long) done * type.widthBytes());
            switch (type) {
                case INT32 -> writeInts(part, target, position + done);
                case INT64 -> writeLongs(part, target, position + done);
            }
        }
    }

    private void decode(MemorySegment from, int count) {
        switch (widthBytes) {
            case 1 -> decodeBytes(from, count, signed ? 0 : 0xff);
            case 2 -> decodeShorts(from, count, signed ? 0 : 0xffff);
            case 4 -> decodeInts(from, count, signed ? 0 : 0xffff_ffffL);
            default -> decodeLongs(from, count);
        }
    }

    private void decodeBytes(MemorySegment from, int count, long mask) {
        for (int i = 0; i < count; i++) {
            long value = from.get(ValueLayout.JAVA_BYTE, i);
            scratch[i] = mask == 0 ? value : value & mask;
        }
    }

    private void decodeShorts(MemorySegment from, int count, long mask) {
        for (int i = 0; i < count; i++) {
            short raw = from.get(SHORT, (long) i * Short.BYTES);
            long value = bigEndian ? Short.reverseBytes(raw) : raw;
            scratch[i] = mask == 0 ? value : value & mask;
        }
    }

    private void decodeInts(MemorySegment from, int count, long mask) {
        for (int i = 0; i < count; i++) {
            int raw = from.get(ElementType.INT32_LAYOUT, (long) i * Integer.BYTES);
            long value = bigEndian ? Integer.reverseBytes(raw) : raw;
            scratch[i] = mask == 0 ? value : value & mask;
        }
    }

    private void decodeLongs(MemorySegment from, int count) {
        for (int i = 0; i < count; i++) {
            long raw = from.get(ElementType.INT64_LAYOUT, (long) i * Long.BYTES);
            scratch[i] = bigEndian ? Long.reverseBytes(raw) : raw;
        }
    }

    private void writeInts(int count, MemorySegment into, long position) {
        requireSigned(count, position);
        long misfit = 0;
        for (int i = 0; i < count; i++) {
            misfit |= scratch[i] ^ (int) scratch[i];
            into.set(ElementType.INT32_LAYOUT, (long) i * Integer.BYTES, (int) scratch[i]);
        }
        for (int i = 0; misfit != 0 && i < count; i++) {
            if (scratch[i] != (int) scratch[i]) {
                throw Misfit.at(position + i, scratch[i], ElementType.INT32);
            }
        }
    }

    private void writeLongs(int count, MemorySegment into, long position) {
        requireSigned(count, position);
        for (int i = 0; i < count; i++) {
            into.set(ElementType.INT64_LAYOUT, (long) i * Long.BYTES, scratch[i]);
        }
    }

    private void requireSigned(int count, long position) {
        for (int i = 0; !signed && widthBytes == Long.BYTES && i < count; i++) {
            if (scratch[i] < 0) {
                throw Misfit.unsignedAt(position + i, scratch[i]);
            }
        }
    }
}
