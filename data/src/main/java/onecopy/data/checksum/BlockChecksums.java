package onecopy.data.checksum;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyHeader;
import onecopy.data.npy.NpyType;

/** The CRC32C of every block of a dataset's values, in the order of the blocks. Immutable. */
public final class BlockChecksums {
    /**
     * Elements in a block, the last one of a dataset excepted: 1 MiB of int32, 2 MiB of int64. A block fits a core's
     * L2 cache, so a writer checksums it while it is warm; damage is located to a megabyte; and the checksums of 4 GiB
     * are 16 KiB.
     */
    public static final int BLOCK_ELEMENTS = 1 << 18;

    private static final NpyType TYPE = new NpyType(Integer.BYTES, false, ByteOrder.LITTLE_ENDIAN);

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
     * @throws OnecopyException if the file is missing or holds anything else
     */
    public static BlockChecksums read(Path file, int blockCount) {
        NpyHeader header = NpyHeader.read(file);
        if (!header.type().equals(TYPE) || header.count() != blockCount) {
            throw FileFaults.damaged(file, "it should hold " + blockCount + " elements of type " + TYPE.descr()
                    + " and holds " + header.count() + " of type " + header.type().descr());
        }
        try {
            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            if (content.remaining() < header.dataOffset() + (long) blockCount * Integer.BYTES) {
                throw FileFaults.truncated(file, "it was cut short while it was read");
            }
            int[] checksums = new int[blockCount];
            content.position((int) header.dataOffset()).asIntBuffer().get(checksums);
            return new BlockChecksums(checksums);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
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

    /** {@return the CRC32C of these checksums as they lie in the file, header excluded; the manifest keeps it} */
    public int checksum() {
        CRC32C all = new CRC32C();
        all.update(bytes());
        return (int) all.getValue();
    }

    /**
     * Writes a {@code checksums.npy}; forcing it to disk is the caller's.
     *
     * @param file a file that does not exist
     */
    public void write(Path file) {
        byte[] header = NpyHeader.encode(TYPE, checksums.length, NpyHeader.NUMPY_PADDING_BYTES);
        byte[] content = ByteBuffer.allocate(header.length + checksums.length * Integer.BYTES).put(header).put(bytes())
                .array();
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + file, e);
        }
    }

    private ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(checksums.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(checksums);
        return bytes;
    }
}
