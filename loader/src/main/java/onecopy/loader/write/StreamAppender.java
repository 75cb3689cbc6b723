package onecopy.loader.write;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksummer;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.zones.ZoneMapBuilder;

/** Appends values to a file in their order, checksumming and summarising them on the way. For one thread at a time. */
final class StreamAppender implements AutoCloseable {
    private static final int BUFFER_ELEMENTS = BlockChecksums.BLOCK_ELEMENTS;

    private final ValuesFile file;
    private final ElementType type;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer;
    private final BlockChecksummer checksummer;
    private final ZoneMapBuilder zones;
    private long written;
    private int buffered;

    StreamAppender(ValuesFile file, ElementType type) {
        this.file = file;
        this.type = type;
        this.buffer = arena.allocate((long) BUFFER_ELEMENTS * type.widthBytes(), 64);
        this.zones = new ZoneMapBuilder(type);
        this.checksummer = new BlockChecksummer(type, BlockChecksums.BLOCK_ELEMENTS);
    }

    /** {@return number of values appended} */
    long count() {
        return written + buffered;
    }

    /** Appends the first {@code count} values of an array; each must fit into the file's type. */
    void append(long[] values, int count) {
        for (int done = 0; done < count;) {
            int part = Math.min(count - done, BUFFER_ELEMENTS - buffered);
            switch (type) {
                case INT32 -> putInts(values, done, part);
                case INT64 -> putLongs(values, done, part);
            }
            done += part;
            buffered += part;
            if (buffered == BUFFER_ELEMENTS) {
                flush();
            }
        }
    }

    private void putInts(long[] values, int from, int count) {
        long base = (long) buffered * Integer.BYTES;
        for (int i = 0; i < count; i++) {
            buffer.set(ElementType.INT32_LAYOUT, base + (long) i * Integer.BYTES, (int) values[from + i]);
        }
    }

    private void putLongs(long[] values, int from, int count) {
        long base = (long) buffered * Long.BYTES;
        for (int i = 0; i < count; i++) {
            buffer.set(ElementType.INT64_LAYOUT, base + (long) i * Long.BYTES, values[from + i]);
        }
    }

    /** Writes what is still buffered; only whole blocks, and then the rest, so that every zone is seen whole. */
    void flush() {
        zones.add(written, buffer, buffered);
        checksummer.update(buffer.asSlice(0, (long) buffered * type.widthBytes()).asByteBuffer());
        file.write(written, buffered, type, buffer);
        written += buffered;
        buffered = 0;
    }

    /** {@return what was appended; nothing can be appended after} */
    WrittenValues finish(long dataOffset) {
        flush();
        return new WrittenValues(type, written, dataOffset, checksummer.finish(), zones.finish());
    }

    @Override
    public void close() {
        arena.close();
    }
}
