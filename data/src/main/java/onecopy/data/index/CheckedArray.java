package onecopy.data.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.data.mapped.FileStamp;

/**
 * One array of an index, mapped read-only. A piece of {@link IndexLayout#CHECK_BYTES} bytes is compared with its checksum
 * before its first use by this process, so neither a damaged array nor a damaged checksum becomes an answer; that the file
 * is not written to afterwards, {@link #isAsOpened} tells. Thread-safe.
 *
 * <p>
 * The checksum is that of a copy: reading a mapped page that was cut off is an {@link InternalError} where Java copies it,
 * but the end of the process where the JDK's checksum routines read it.
 */
final class CheckedArray {
    private static final int CHECK_SHIFT = Integer.numberOfTrailingZeros(IndexLayout.CHECK_BYTES);
    private static final VarHandle BITS = MethodHandles.arrayElementVarHandle(long[].class);
    /** What a look finds where another file or none has the name of the mapped one, which stays as it is. */
    private static final FileStamp UNLINKED = new FileStamp("unlinked", 0, FileTime.fromMillis(0),
            FileTime.fromMillis(0));

    private final IndexArray shape;
    private final Path file;
    private final Object key;
    private final MemorySegment bytes;
    private final MemorySegment checks;
    private final long rowBytes;
    private volatile long[] checked;
    private volatile FileStamp stamp;
    private volatile boolean used;

    private CheckedArray(IndexArray shape, Path file, FileStamp stamp, MemorySegment bytes, MemorySegment checks) {
        this.shape = shape;
        this.file = file;
        this.key = stamp.key();
        this.stamp = stamp;
        this.bytes = bytes;
        this.checks = checks;
        this.checked = noneChecked();
        this.rowBytes = (long) shape.columns() * shape.widthBytes();
    }

    /**
     * Maps an array and its checksums; both files must have exactly the length their shapes imply.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} for any other length, {@link Fault#NOT_FOUND} for no file
     */
    static CheckedArray open(Path folder, IndexArray shape, Arena arena) {
        Path file = folder.resolve(shape.name());
        FileStamp stamp = FileStamp.require(file);
        MemorySegment bytes = map(file, shape.fileBytes(), arena);
        MemorySegment checks = map(folder.resolve(shape.checks().name()), shape.checks().fileBytes(), arena);
        return new CheckedArray(shape, file, stamp, bytes, checks);
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
        long[] known = checked;
        long last = (toByte - 1) >>> CHECK_SHIFT;
        for (long piece = fromByte >>> CHECK_SHIFT; piece <= last; piece++) {
            if (!isIn(known, piece)) {
                check(known, piece);
            }
        }
    }

    private static boolean isIn(long[] checked, long piece) {
        return ((long) BITS.getAcquire(checked, (int) (piece >>> 6)) & (1L << piece)) != 0;
    }

    private void check(long[] into, long piece) {
        used = true;
        requireMatch(piece);
        long _ = (long) BITS.getAndBitwiseOr(into, (int) (piece >>> 6), 1L << piece);
    }

    private long[] noneChecked() {
        return new long[Math.toIntExact(Math.ceilDiv(shape.pieces(), Long.SIZE))];
    }

    private void requireMatch(long piece) {
        long start = piece << CHECK_SHIFT;
        int length = (int) Math.min(IndexLayout.CHECK_BYTES, bytes.byteSize() - start);
        try {
            int expected = checks.get(ElementType.INT32_LAYOUT, IndexLayout.HEADER_BYTES + piece * Integer.BYTES);
            if (PieceChecksum.of(bytes, start, length) == expected) {
                return;
            }
            FileFaults.deliverFailedRead();
        } catch (InternalError e) {
            FileFaults.requireFailedRead(e);
            throw damaged(start, length, "could not be read through their mapping: the file was cut short, or its disk"
                    + " fails");
        }
        throw damaged(start, length, "do not match their checksum");
    }

    private OnecopyException damaged(long start, int length, String how) {
        return new OnecopyException(Fault.CORRUPT, "index file " + file + " is damaged: bytes " + start + " to "
                + (start + length - 1) + " " + how + "; 'onecopy index' builds it anew");
    }

    /**
     * {@return whether the file is, by its name, still the one that was opened, and nothing of it has changed; true for one
     * that nobody has read}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} if it was written to
     */
    boolean isAsOpened() {
        if (!used) {
            return true;
        }
        FileStamp before = stamp;
        FileStamp now = look();
        boolean written = now.key().equals(before.key()) && !now.hasContentOf(before);
        if (written) {
            throw new OnecopyException(Fault.CORRUPT,
                    "index file " + file + " was written to after it was opened: it had "
                            + before.lengthBytes() + " bytes, was last written at " + before.written()
                            + ", and now has "
                            + now.lengthBytes() + " bytes, last written at " + now.written());
        }
        return now.equals(before);
    }

    private FileStamp look() {
        try {
            FileStamp now = FileStamp.of(file);
            return now.key().equals(key) ? now : UNLINKED;
        } catch (NoSuchFileException _) {
            return UNLINKED;
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + file, e);
        }
    }

    /** Compares all pieces that were used with their checksums once more. */
    void compareAgain() {
        long[] known = checked;
        for (long piece = 0; piece < shape.pieces(); piece++) {
            if (isIn(known, piece)) {
                requireMatch(piece);
            }
        }
    }

    /** Takes the file as it is now for the one that was opened, no piece of it checked. */
    void startOver() {
        stamp = look();
        checked = noneChecked();
    }
}
