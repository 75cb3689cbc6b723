package onecopy.data.checksum;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;

/** Computes {@link BlockChecksums} of values that arrive piece by piece. For one thread. */
public final class BlockChecksummer {
    private final long blockBytes;
    private final CRC32C block = new CRC32C();
    private long missingBytes;
    private int[] checksums = new int[64];
    private int finished;

    /** Begins with the first element. */
    public BlockChecksummer(ElementType type, int blockElements) {
        blockBytes = (long) blockElements * type.widthBytes();
        missingBytes = blockBytes;
    }

    /** Takes the buffer's remaining bytes, as they will stand in the file; pieces may end anywhere. */
    public void update(ByteBuffer bytes) {
        int end = bytes.limit();
        while (bytes.position() < end) {
            int taken = (int) Math.min(end - bytes.position(), missingBytes);
            bytes.limit(bytes.position() + taken);
            block.update(bytes);
            bytes.limit(end);
            missingBytes -= taken;
            if (missingBytes == 0) {
                endBlock();
            }
        }
    }

    /** {@return the checksums of all that was taken, a shorter last block included} */
    public BlockChecksums finish() {
        if (missingBytes < blockBytes) {
            endBlock();
        }
        return new BlockChecksums(Arrays.copyOf(checksums, finished));
    }

    private void endBlock() {
        if (finished == checksums.length) {
            checksums = Arrays.copyOf(checksums, finished * 2);
        }
        checksums[finished++] = (int) block.getValue();
        block.reset();
        missingBytes = blockBytes;
    }
}
