package onecopy.data.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * What a comparison of a version's values with their checksums found.
 *
 * @param blocks number of blocks compared
 * @param damages one sentence for each run of damaged blocks, in file order; empty if the version is sound
 */
public record Verification(int blocks, List<String> damages) {
    /** Copies the list. */
    public Verification {
        damages = List.copyOf(damages);
    }

    /**
     * Reads all of a version, by reads and not through a mapping: a failing disk is an error then, not a dead process.
     *
     * @param progress is told the number of elements compared so far, after each block
     * @throws OnecopyException if a file cannot be read; damage is no exception
     */
    public static Verification of(DatasetVersion version, LongConsumer progress) {
        BlockChecksums expected;
        try {
            expected = version.checksums();
        } catch (OnecopyException e) {
            if (e.fault() != Fault.CORRUPT) {
                throw e;
            }
            return new Verification(0, List.of(e.getMessage()));
        }
        Path file = version.valuesFile();
        try (FileChannel values = FileChannel.open(file)) {
            return new Verification(expected.blockCount(),
                    new BlockComparison(values, version.manifest(), expected).run(progress));
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    /** {@return whether nothing is damaged} */
    public boolean isSound() {
        return damages.isEmpty();
    }

    /** One pass over the values. */
    private static final class BlockComparison {
        private static final int BUFFER_BYTES = 1 << 20;

        private final FileChannel values;
        private final Manifest manifest;
        private final BlockChecksums expected;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        private final List<String> damages = new ArrayList<>();

        BlockComparison(FileChannel values, Manifest manifest, BlockChecksums expected) {
            this.values = values;
            this.manifest = manifest;
            this.expected = expected;
        }

        List<String> run(LongConsumer progress) throws IOException {
            int firstDamaged = -1;
            for (int block = 0; block < expected.blockCount(); block++) {
                boolean damaged = checksum(block) != expected.get(block);
                if (damaged && firstDamaged < 0) {
                    firstDamaged = block;
                }
                if (!damaged && firstDamaged >= 0) {
                    report(firstDamaged, block);
                    firstDamaged = -1;
                }
                progress.accept(firstElement(block + 1));
            }
            if (firstDamaged >= 0) {
                report(firstDamaged, expected.blockCount());
            }
            return damages;
        }

        /** A file that ends inside the block has none of its checksum. */
        private int checksum(int block) throws IOException {
            int widthBytes = manifest.elementType().widthBytes();
            long position = manifest.dataOffset() + firstElement(block) * widthBytes;
            long end = manifest.dataOffset() + firstElement(block + 1) * widthBytes;
            CRC32C crc = new CRC32C();
            while (position < end) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - position));
                int read = values.read(buffer, position);
                if (read < 0) {
                    return ~expected.get(block);
                }
                crc.update(buffer.flip());
                position += read;
            }
            return (int) crc.getValue();
        }

        private long firstElement(int block) {
            return Math.min((long) block * manifest.blockElements(), manifest.count());
        }

        /** Says that the blocks from {@code start} to before {@code end} are damaged. */
        private void report(int start, int end) {
            String blocks = end - start == 1
                    ? "block " + start + " is"
                    : "blocks " + start + " to " + (end - 1) + " are";
            damages.add(blocks + " damaged: elements " + firstElement(start) + " to " + (firstElement(end) - 1)
                    + " do not have the checksum they were written with");
        }
    }
}
