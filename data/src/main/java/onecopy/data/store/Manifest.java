package onecopy.data.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksums;

/**
 * What a version is.
 *
 * @param formatVersion the version of the dataset's format
 * @param elementType type of the values
 * @param count number of values
 * @param min smallest value; {@link Long#MAX_VALUE} where there is none
 * @param max largest value; {@link Long#MIN_VALUE} where there is none
 * @param dataOffset bytes before the first value in {@code values.npy}
 * @param blockElements values in a checksummed block, the last one excepted
 * @param checksumsCrc32c {@link BlockChecksums#checksum()} of {@code checksums.npy}
 * @param source where the values came from
 * @param createdAt when the version was written
 * @param indexes names of the indexes beside the values
 */
@SuppressWarnings("DoNotCallSuggester")
public record Manifest(int formatVersion, ElementType elementType, long count, long min, long max, long dataOffset,
        int blockElements, int checksumsCrc32c, Source source, Instant createdAt, List<String> indexes) {
    /** The format this code writes. */
    public static final int FORMAT_VERSION = 1;

    /** Checks that the fields agree. */
    public Manifest {
        indexes = List.copyOf(indexes);
    }

    /**
     * {@return the manifest of a new version in today's format, without indexes}
     *
     * @param min smallest value; ignored where count is 0, like max
     */
    public static Manifest of(ElementType type, long count, long min, long max, long dataOffset,
            BlockChecksums checksums, Source source, Instant createdAt) {
        return new Manifest(FORMAT_VERSION, type, count, count == 0 ? Long.MAX_VALUE : min,
                count == 0 ? Long.MIN_VALUE : max, dataOffset, BlockChecksums.BLOCK_ELEMENTS, checksums.checksum(),
                source, createdAt, List.of());
    }

    /** {@return the manifest in a file} */
    public static Manifest read(Path file) {
        throw new UnsupportedOperationException("" + file);
    }

    /** Writes the manifest to a new file; forcing it to disk is the caller's. */
    public void write(Path file) {
        throw new UnsupportedOperationException("" + file);
    }

    /** {@return bytes of {@code values.npy}} */
    public long valuesFileBytes() {
        return dataOffset + count * elementType.widthBytes();
    }
}
