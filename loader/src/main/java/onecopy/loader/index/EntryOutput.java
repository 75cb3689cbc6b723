package onecopy.loader.index;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import onecopy.data.ElementType;

/**
 * Writes values from arrays to a file under construction by system calls. Storing them through the mapping would take a page
 * fault for each page, and where the system has begun to write the file back it would send large parts of it to the disk
 * again and again. For one thread.
 */
final class EntryOutput implements AutoCloseable {
    private final ArrayWriter target;
    private final ElementType type;
    private final int bufferElements;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer;
    private final ByteBuffer bytes;

    /** Begins with a buffer of so many bytes. */
    EntryOutput(ArrayWriter target, ElementType type, int bufferBytes) {
        this.target = target;
        this.type = type;
        this.bufferElements = bufferBytes / type.widthBytes();
        this.buffer = arena.allocate(bufferBytes, Long.BYTES);
        this.bytes = buffer.asByteBuffer();
    }

    /** Writes values, to each of which an offset is added, as the entries from one on. */
    void write(int[] values, int from, int length, long offset, long entry) {
        for (int done = 0; done < length; done += bufferElements) {
            int part = Math.min(bufferElements, length - done);
            ValueMemory.store(buffer, type, part, offset, values, from + done);
            flush(part, entry + done);
        }
    }

    /** The same for wide values. */
    void write(long[] values, int from, int length, long offset, long entry) {
        for (int done = 0; done < length; done += bufferElements) {
            int part = Math.min(bufferElements, length - done);
            ValueMemory.store(buffer, type, part, offset, values, from + done);
            flush(part, entry + done);
        }
    }

    private void flush(int elements, long entry) {
        target.write(bytes.position(0).limit(elements * type.widthBytes()), entry * type.widthBytes());
    }

    @Override
    public void close() {
        arena.close();
    }
}
