package onecopy.data.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.fault.OnecopyException;
import onecopy.data.zones.ZoneMap;

/**
 * What a version is: the content of its {@code manifest.json}.
 *
 * @param formatVersion version of the dataset's format
 * @param elementType type of the values
 * @param count number of values
 * @param min smallest value; {@link Long#MAX_VALUE} where there is none
 * @param max largest value; {@link Long#MIN_VALUE} where there is none
 * @param dataOffset bytes before the first value in {@code values.npy}
 * @param blockElements values in a checksummed block, the last one excepted
 * @param checksumsCrc32c {@link BlockChecksums#checksum()} of {@code checksums.npy}
 * @param zones what is known of {@code zones.npy}; empty where the version has none
 * @param source where the values came from
 * @param createdAt when the version was written
 * @param indexes names of the indexes beside the values
 */
public record Manifest(int formatVersion, ElementType elementType, long count, long min, long max, long dataOffset,
        int blockElements, int checksumsCrc32c, Optional<ZoneMap.Seal> zones, Source source, Instant createdAt,
        List<String> indexes) {
    /** The oldest format this code reads. */
    public static final int OLDEST_FORMAT_VERSION = 1;

    /** The format this code writes, and the newest it reads. */
    public static final int FORMAT_VERSION = 1;

    /**
     * Checks that the fields agree with each other.
     *
     * @throws IllegalArgumentException naming the fields that do not
     */
    public Manifest {
        indexes = List.copyOf(indexes);
        int widthBytes = elementType.widthBytes();
        require(count >= 0, "count=" + count);
        require(dataOffset > 0 && dataOffset % widthBytes == 0, "data_offset=" + dataOffset);
        require(count <= (Long.MAX_VALUE - dataOffset) / widthBytes, "count=" + count);
        require(blockElements > 0, "block_elements=" + blockElements);
        require(count / blockElements < Integer.MAX_VALUE, "count=" + count + ", block_elements=" + blockElements);
        int zoneElements = zones.map(ZoneMap.Seal::elementsPerZone).orElse(Integer.MAX_VALUE);
        require(count / zoneElements < Integer.MAX_VALUE, "count=" + count + ", zone_elements=" + zoneElements);
        boolean within = elementType.minValue() <= min && min <= max && max <= elementType.maxValue();
        boolean none = min == Long.MAX_VALUE && max == Long.MIN_VALUE;
        require(count == 0 ? none : within, "count=" + count + ", min=" + min + ", max=" + max);
    }

    /**
     * {@return the manifest of a new version in today's format, without indexes}
     *
     * @param zones of all values; count and extremes are taken from it
     */
    public static Manifest of(ElementType type, long dataOffset, BlockChecksums checksums, ZoneMap zones, Source source,
            Instant createdAt) {
        return new Manifest(FORMAT_VERSION, type, zones.elements(), zones.smallest(), zones.largest(), dataOffset,
                BlockChecksums.BLOCK_ELEMENTS, checksums.checksum(), Optional.of(zones.seal()), source, createdAt,
                List.of());
    }

    /**
     * {@return the manifest in a file}
     *
     * @throws OnecopyException if the file is missing, is no manifest, has a format too old or too new, is truncated
     *         or is corrupt
     */
    public static Manifest read(Path file) {
        return ManifestJson.read(file);
    }

    /**
     * Writes the manifest; forcing it to disk is the caller's.
     *
     * @param file a file that does not exist
     */
    public void write(Path file) {
        ManifestJson.write(this, file);
    }

    /** {@return bytes of {@code values.npy}} */
    public long valuesFileBytes() {
        return dataOffset + count * elementType.widthBytes();
    }

    /** {@return number of checksummed blocks} */
    public int blockCount() {
        return BlockChecksums.blockCount(count, blockElements);
    }

    private static void require(boolean condition, String values) {
        if (!condition) {
            throw new IllegalArgumentException(values);
        }
    }
}
