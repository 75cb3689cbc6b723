package onecopy.loader.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexArray;
import onecopy.data.index.IndexLayout;

/** An array of an index under construction: a new file, mapped whole. Entries may be written by several threads. */
final class ArrayWriter implements AutoCloseable {
    /** Bytes a thread checksums at a time: many pieces of {@link IndexLayout#CHECK_BYTES}. */
    private static final long PART_BYTES = 1 << 22;

    private final IndexArray shape;
    private final Path folder;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;
    private final MemorySegment entries;

    private ArrayWriter(Path folder, IndexArray shape, FileChannel channel) throws IOException {
        this.shape = shape;
        this.folder = folder;
        this.channel = channel;
        this.bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, shape.fileBytes(), arena);
        this.entries = bytes.asSlice(IndexLayout.HEADER_BYTES);
    }

    /** Creates the file, which must not exist, and reserves its space. */
    static ArrayWriter create(Path folder, IndexArray shape) {
        Path file = folder.resolve(shape.name());
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                DiskReservation.reserve(file, shape.fileBytes());
                ArrayWriter writer = new ArrayWriter(folder, shape, channel);
                MemorySegment.copy(MemorySegment.ofArray(shape.header()), 0, writer.bytes, 0, IndexLayout.HEADER_BYTES);
                return writer;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("create " + file, e);
        }
    }

    /** {@return the entries, row by row, zero until written} */
    MemorySegment entries() {
        return entries;
    }

    /** {@return the shape of the array} */
    IndexArray shape() {
        return shape;
    }

    /** Writes an entry of an array of 64-bit integers. */
    void put(long row, int column, long value) {
        entries.set(ElementType.INT64_LAYOUT, (row * shape.columns() + column) * Long.BYTES, value);
    }

    /** {@return an entry of an array of 64-bit integers} */
    long get(long row, int column) {
        return entries.get(ElementType.INT64_LAYOUT, (row * shape.columns() + column) * Long.BYTES);
    }

    /** Writes entries by a system call, which for a fresh file takes less time than to store them through the mapping. */
    void write(ByteBuffer source, long offsetBytes) {
        try {
            long position = IndexLayout.HEADER_BYTES + offsetBytes;
            while (source.hasRemaining()) {
                position += channel.write(source, position);
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file(), e);
        }
    }

    /**
     * Writes the checksums beside the array.
     *
     * @return the CRC32C of the file of checksums
     */
    int seal(BuildCrew crew) {
        try (ArrayWriter checks = create(folder, shape.checks())) {
            crew.begin("check " + shape.name(), bytes.byteSize());
            crew.forParts(bytes.byteSize(), PART_BYTES, (from, to) -> {
                checksum(from, to, checks.entries);
                crew.advance(to - from);
            });
            CRC32C whole = new CRC32C();
            for (long from = 0; from < checks.bytes.byteSize(); from += PART_BYTES) {
                long length = Math.min(PART_BYTES, checks.bytes.byteSize() - from);
                whole.update(checks.bytes.asSlice(from, length).asByteBuffer());
            }
            return (int) whole.getValue();
        }
    }

    private void checksum(long from, long to, MemorySegment checks) {
        CRC32C crc = new CRC32C();
        for (long start = from; start < to; start += IndexLayout.CHECK_BYTES) {
            crc.reset();
            crc.update(bytes.asSlice(start, Math.min(IndexLayout.CHECK_BYTES, to - start)).asByteBuffer());
            checks.set(ElementType.INT32_LAYOUT, start / IndexLayout.CHECK_BYTES * Integer.BYTES,
                    (int) crc.getValue());
        }
    }

    private Path file() {
        return folder.resolve(shape.name());
    }

    /** Unmaps the file and removes it. */
    void discard() {
        close();
        unlink();
    }

    /** Removes the file, which can be read and written until this is closed. */
    void unlink() {
        try {
            Files.deleteIfExists(file());
        } catch (IOException e) {
            throw OnecopyException.ofIo("remove " + file(), e);
        }
    }

    /** Unmaps the file. Closing twice is harmless. */
    @Override
    public void close() {
        if (!arena.scope().isAlive()) {
            return;
        }
        arena.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw OnecopyException.ofIo("close " + file(), e);
        }
    }
}
