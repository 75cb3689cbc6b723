package onecopy.data.mapped;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import onecopy.data.ElementType;

/** The values of one file, mapped read-only and shared with every other process that maps it. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class MappedValues implements AutoCloseable {
    private MappedValues() {}

    /**
     * Maps a file whose length must be exactly {@code dataOffset + count * type.widthBytes()}.
     *
     * @throws onecopy.data.fault.OnecopyException with {@link onecopy.data.fault.Fault#CORRUPT} for any other length,
     *         {@link onecopy.data.fault.Fault#NOT_FOUND} for a missing file
     */
    public static MappedValues open(Path file, ElementType type, long dataOffset, long count) {
        throw new UnsupportedOperationException("" + file + type + dataOffset + count);
    }

    /** {@return exactly the elements, read-only; element i is at byte {@code i * type().widthBytes()}} */
    public MemorySegment segment() {
        throw new UnsupportedOperationException();
    }

    /** {@return the element type} */
    public ElementType type() {
        throw new UnsupportedOperationException();
    }

    /** {@return number of elements} */
    public long count() {
        throw new UnsupportedOperationException();
    }

    /** {@return the file that was mapped} */
    public Path file() {
        throw new UnsupportedOperationException();
    }

    /** {@return element {@code index}, widened} */
    public long get(long index) {
        throw new UnsupportedOperationException("" + index);
    }

    /**
     * Checks that the mapped file, even if it was renamed or removed since, still has the length it was mapped with.
     * What was computed from the mapping before this call may then be believed; otherwise part of it came from bytes
     * that are gone.
     */
    public void requireIntact() {
        throw new UnsupportedOperationException();
    }

    /** {@return whether {@link #file()} still names the very file that is mapped, neither removed nor replaced} */
    public boolean isCurrent() {
        throw new UnsupportedOperationException();
    }

    /** Unmaps; the segment can no longer be read. Closing twice is harmless. */
    @Override
    public void close() {}
}
