package onecopy.data.mapped;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;

/**
 * The values of one file, mapped read-only and shared with every other process that maps it. Thread-safe; reading the
 * segment after {@link #close()} throws {@link IllegalStateException}, it never touches unmapped memory.
 *
 * <p>
 * A file that is cut short under its readers kills a process that reads beyond the new end. Published files are never
 * written, so that only happens to files somebody tampers with; {@link #requireIntact()} finds the cases that do not
 * kill, where the rest of the last page reads as zeros or other bytes stand where the published ones stood.
 */
public final class MappedValues implements AutoCloseable {
    private final Path file;
    private final FileStamp stamp;
    private final ElementType type;
    private final long count;
    private final long mappedBytes;
    private final Arena arena;
    private final MappedBytes mapping;
    private final MemorySegment segment;
    private boolean closed;

    private MappedValues(Path file, FileStamp stamp, MappedBytes mapping, ElementType type, long dataOffset,
            long count) {
        this.file = file;
        this.stamp = stamp;
        this.mapping = mapping;
        this.type = type;
        this.count = count;
        this.mappedBytes = dataOffset + count * type.widthBytes();
        this.arena = Arena.ofShared();
        this.segment = slice(mapping.addressForRead(0), dataOffset, count * type.widthBytes(), arena);
    }

    /**
     * Maps a file whose length must be exactly {@code dataOffset + count * type.widthBytes()}.
     *
     * @param dataOffset bytes before the first value, at least 1: a {@code .npy} file has a header
     * @param count number of values, 0 included
     * @throws OnecopyException with {@link Fault#CORRUPT} for any other length, {@link Fault#NOT_FOUND} for a missing
     *         file
     */
    public static MappedValues open(Path file, ElementType type, long dataOffset, long count) {
        if (dataOffset < 1 || count < 0 || count > (Long.MAX_VALUE - dataOffset) / type.widthBytes()) {
            throw new IllegalArgumentException("dataOffset=" + dataOffset + ", count=" + count);
        }
        long lengthBytes = dataOffset + count * type.widthBytes();
        try {
            FileStamp stamp = requireLength(file, lengthBytes);
            MappedBytes mapping = map(file, lengthBytes);
            MappedValues values = new MappedValues(file, stamp, mapping, type, dataOffset, count);
            return values.unreplaced();
        } catch (IOException e) {
            throw OnecopyException.ofIo("map " + file, e);
        }
    }

    /** {@return exactly the values, read-only; value i is at byte {@code i * type().widthBytes()}} */
    public MemorySegment segment() {
        return segment;
    }

    /** {@return the type of the values} */
    public ElementType type() {
        return type;
    }

    /** {@return number of values} */
    public long count() {
        return count;
    }

    /** {@return the file that was mapped} */
    public Path file() {
        return file;
    }

    /** {@return value {@code index}, widened; for a few values, not for a scan} */
    public long get(long index) {
        return switch (type) {
            case INT32 -> segment.getAtIndex(ElementType.INT32_LAYOUT, index);
            case INT64 -> segment.getAtIndex(ElementType.INT64_LAYOUT, index);
        };
    }

    /**
     * Checks that the mapped file, even if it was renamed or removed since, still has the length it was mapped with, and
     * that it was not written to, which only shows while {@link #file()} names it. What was computed from the mapping
     * before this call may then be believed; otherwise part of it may have come from bytes that are gone.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} if length or content changed
     */
    public synchronized void requireIntact() {
        requireOpen();
        try {
            long lengthBytes = mapping.mappedFile().raf().length();
            if (lengthBytes != mappedBytes) {
                throw FileFaults.damaged(file, "it had " + mappedBytes + " bytes when it was mapped and has "
                        + lengthBytes + " now: something writes to a file that must never change");
            }
            FileStamp now = FileStamp.of(file);
            if (now.key().equals(stamp.key()) && !now.hasContentOf(stamp)) {
                throw FileFaults.damaged(file, "it was written to after it was mapped: something writes to a file that"
                        + " must never change");
            }
        } catch (NoSuchFileException _) {
            // The mapping keeps a removed file as it was, and nobody can open it any more to write to it.
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + file, e);
        }
    }

    /** {@return the {@linkplain FileStamp#contentFingerprint fingerprint} of the file that is mapped, from when it was} */
    public long fingerprint() {
        return stamp.contentFingerprint();
    }

    /**
     * {@return whether {@link #file()} still names the very file that is mapped, neither removed nor replaced nor written
     * to}
     */
    public boolean isCurrent() {
        try {
            return FileStamp.of(file).hasContentOf(stamp);
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Unmaps: at once, or a moment later where Chronicle's background thread ({@code -Dbackground.releaser=false} does
     * without it) was faster to begin. Closing twice is harmless.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            arena.close();
            closed = true;
            release(mapping);
        }
    }

    /** Of a file that took another one's place while it was mapped nobody could say which of them was. */
    private MappedValues unreplaced() throws IOException {
        try {
            requireIntact();
            if (!FileStamp.of(file).hasContentOf(stamp)) {
                throw FileFaults.damaged(file, "it was replaced while it was mapped");
            }
            return this;
        } catch (OnecopyException | IOException e) {
            close();
            throw e;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(file + " is no longer mapped");
        }
    }

    private static FileStamp requireLength(Path file, long lengthBytes) throws IOException {
        FileStamp stamp = FileStamp.of(file);
        if (!Files.isRegularFile(file)) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "cannot map " + file + ": it is not a regular file");
        }
        String detail = "it should have " + lengthBytes + " bytes and has " + stamp.lengthBytes();
        if (stamp.lengthBytes() < lengthBytes) {
            throw FileFaults.truncated(file, detail);
        }
        if (stamp.lengthBytes() > lengthBytes) {
            throw FileFaults.damaged(file, detail);
        }
        return stamp;
    }

    private static MappedBytes map(Path file, long lengthBytes) throws IOException {
        MappedBytes mapping = MappedBytes.singleMappedBytes(file.toFile(), lengthBytes, true);
        mapping.singleThreadedCheckDisabled(true);
        return mapping;
    }

    /**
     * Chronicle 2026.4 never gives back the reference with which a single mapping's store was born, and so never unmaps
     * it; giving it back here is right for versions that do as well.
     */
    private static void release(MappedBytes mapping) {
        BytesStore<?, ?> store = mapping.bytesStore();
        mapping.releaseLast();
        if (store.refCount() > 0) {
            store.releaseLast();
        }
        BackgroundResourceReleaser.releasePendingResources();
    }

    @SuppressWarnings("restricted")
    private static MemorySegment slice(long address, long dataOffset, long lengthBytes, Arena arena) {
        return MemorySegment.ofAddress(address + dataOffset).reinterpret(lengthBytes, arena, null).asReadOnly();
    }
}
