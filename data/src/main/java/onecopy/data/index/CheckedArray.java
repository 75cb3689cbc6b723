package onecopy.data.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;

/**
 * One array of an index, mapped read-only. A piece of {@link IndexLayout#CHECK_BYTES} bytes is compared with its checksum
 * before its first use by this process, so neither a damaged array nor a damaged checksum becomes an answer. Thread-safe:
 * the bitmap of checked pieces is written without synchronisation because a lost bit only repeats a check.
 */
final class CheckedArray {
    private static final int CHECK_SHIFT = Integer.numberOfTrailingZeros(IndexLayout.CHECK_BYTES);

    private final IndexArray shape;
    private final Path file;
    private final MemorySegment bytes;
    private final MemorySegment checks;
    private final long[] checked;
    private final long rowBytes;

    private CheckedArray(IndexArray shape, Path file, MemorySegment bytes, MemorySegment checks) {
        this.shape = shape;
        this.file = file;
        this.bytes = bytes;
        this.checks = checks;
        this.checked = new long[Math.toIntExact(Math.ceilDiv(shape.pieces(), Long.SIZE))];
        this.rowBytes = (long) shape.columns() * shape.widthBytes();
    }

    /**
     * Maps an array and its checksums; both files must have exactly the length their shapes imply.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} for any other length, {@link Fault#NOT_FOUND} for no file
     */
    static CheckedArray open(Path folder, IndexArray shape, Arena arena) {
        Path file = folder.resolve(shape.name());
        MemorySegment bytes = map(file, shape.fileBytes(), arena);
        MemorySegment checks = map(folder.resolve(shape.checks().name()), shape.checks().fileBytes(), arena);
        return new CheckedArray(shape, file, bytes, checks);
    }

    static MemorySegment map(Path file, long lengthBytes, Arena arena) {
        try (FileChannel channel = FileChannel.open(FileKinds.requireFile(file))) {
            long actualBytes = channel.size();
            if (actualBytes != lengthBytes) {
                throw new OnecopyException(Fault.CORRUPT, "index file " + file + " has " + actualBytes
                        + " bytes instead of " + lengthBytes + "; 'onecopy index' builds it anew");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, lengthBytes, arena);
        } catch (IOException e) {
            throw OnecopyException.ofIo("map " + file, e);
        }
    }

    /** {@return the whole file, header included; read only what {@link #require} was asked for} */
    MemorySegment bytes() {
        return bytes;
    }

    /** {@return the byte at which a row begins} */
    long offset(long row) {
        return IndexLayout.HEADER_BYTES + row * rowBytes;
    }

    /** {@return number of rows} */
    long rows() {
        return shape.rows();
    }

    /**
     * Checks the pieces that hold some rows, unless they were checked before.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} if they are damaged
     */
    void requireRows(long fromRow, long toRow) {
        if (fromRow < toRow) {
            require(offset(fromRow), offset(toRow));
        }
    }

    /** {@return the bytes of all rows, checked} */
    MemorySegment checkedRows() {
        requireRows(0, rows());
        return bytes.asSlice(IndexLayout.HEADER_BYTES);
    }

    /** {@return an entry of an array of 64-bit integers, checked} */
    long checkedLong(long row, int column) {
        long offset = offset(row) + (long) column * Long.BYTES;
        require(offset, offset + Long.BYTES);
        return bytes.get(ElementType.INT64_LAYOUT, offset);
    }

    /** {@return an entry of a one-dimensional array of the dataset's type, checked and widened} */
    long checkedValue(long row) {
        long offset = offset(row);
        require(offset, offset + rowBytes);
        return value(row);
    }

    /** {@return an entry of a one-dimensional array of the dataset's type, widened; for rows checked before} */
    long value(long row) {
        return rowBytes == Integer.BYTES
                ? bytes.get(ElementType.INT32_LAYOUT, offset(row))
                : bytes.get(ElementType.INT64_LAYOUT, offset(row));
    }

    /** Checks and widens consecutive entries of a one-dimensional array of the dataset's type. */
    void copyValues(long firstRow, int length, long[] into) {
        requireRows(firstRow, firstRow + length);
        for (int i = 0; i < length; i++) {
            into[i] = value(firstRow + i);
        }
    }

    /** Checks a row and brings it into the cache; {@return some of its bits, so that the read has a use} */
    int touch(long row) {
        long offset = offset(row);
        require(offset, offset + rowBytes);
        return bytes.get(ElementType.INT32_LAYOUT, offset);
    }

    /** Checks the pieces that hold the bytes from one offset up to another, unless they were checked before. */
    void require(long fromByte, long toByte) {
        long last = (toByte - 1) >>> CHECK_SHIFT;
        for (long piece = fromByte >>> CHECK_SHIFT; piece <= last; piece++) {
            if ((checked[(int) (piece >>> 6)] & (1L << piece)) == 0) {
                check(piece);
            }
        }
    }

    private void check(long piece) {
        long start = piece << CHECK_SHIFT;
        long length = Math.min(IndexLayout.CHECK_BYTES, bytes.byteSize() - start);
        CRC32C crc = new CRC32C();
        crc.update(bytes.asSlice(start, length).asByteBuffer());
        int expected = checks.get(ElementType.INT32_LAYOUT, IndexLayout.HEADER_BYTES + piece * Integer.BYTES);
        if ((int) crc.getValue() != expected) {
            throw new OnecopyException(Fault.CORRUPT, "index file " + file + " is damaged: bytes " + start + " to "
                    + (start + length - 1) + " do not match their checksum; 'onecopy index' builds it anew");
        }
        checked[(int) (piece >>> 6)] |= 1L << piece;
    }
}
