package onecopy.data.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockChecksumsTest {
    @TempDir
    Path folder;

    @Test
    void shouldPinTheLayoutOfTheFile() throws IOException {
        BlockChecksummer checksummer = new BlockChecksummer(ElementType.INT32, 2);
        checksummer.update(ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII)));
        Path file = folder.resolve("checksums.npy");

        checksummer.finish().write(file);

        byte[] content = Files.readAllBytes(file);
        assertThat(content).hasSize(128 + 8);
        assertThat(HexFormat.of().formatHex(content, 0, 10)).isEqualTo("934e554d505901007600");
        assertThat(new String(content, 10, 118, StandardCharsets.US_ASCII))
                .isEqualTo("{'descr': '<u4', 'fortran_order': False, 'shape': (2,), }" + " ".repeat(60) + "\n");
        assertThat(HexFormat.of().formatHex(content, 128, 136)).isEqualTo("9a808760" + "2cc12c1a");
    }

    @Test
    void shouldUseTheChecksumEverybodyCallsCrc32c() {
        BlockChecksummer checksummer = new BlockChecksummer(ElementType.INT64, 1000);
        checksummer.update(ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII)));

        assertThat(checksummer.finish().get(0)).isEqualTo(0xE3069283);
    }

    @Test
    void shouldNotDependOnHowTheValuesArrive() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int blockElements = 1 + random.nextInt(50);
            byte[] values = new byte[random.nextInt(2000) * Integer.BYTES];
            random.nextBytes(values);
            BlockChecksummer checksummer = new BlockChecksummer(ElementType.INT32, blockElements);
            ByteBuffer rest = ByteBuffer.wrap(values);
            while (rest.hasRemaining()) {
                int piece = Math.min(rest.remaining(), random.nextInt(300));
                checksummer.update(rest.slice(rest.position(), piece));
                rest.position(rest.position() + piece);
            }

            BlockChecksums checksums = checksummer.finish();

            int blockBytes = blockElements * Integer.BYTES;
            assertThat(checksums.blockCount()).as("seed %s", seed)
                    .isEqualTo(BlockChecksums.blockCount(values.length / Integer.BYTES, blockElements));
            for (int block = 0; block < checksums.blockCount(); block++) {
                int start = block * blockBytes;
                byte[] expected = Arrays.copyOfRange(values, start, Math.min(start + blockBytes, values.length));
                assertThat(checksums.get(block)).as("seed %s, block %s", seed, block).isEqualTo(crc32c(expected));
            }
        }
    }

    @Test
    void shouldReadBackWhatItWrote() {
        BlockChecksummer checksummer = new BlockChecksummer(ElementType.INT64, 1);
        checksummer.update(ByteBuffer.allocate(8 * 1000));
        BlockChecksums written = checksummer.finish();
        Path file = folder.resolve("checksums.npy");
        written.write(file);

        BlockChecksums read = BlockChecksums.read(file, 1000);

        assertThat(read.checksum()).isEqualTo(written.checksum());
        assertThat(read.get(999)).isEqualTo(written.get(999));
        assertThatThrownBy(() -> BlockChecksums.read(file, 999)).isInstanceOf(OnecopyException.class).hasMessage(file
                + " is corrupt: it should hold 999 elements of type <u4 and holds 1000 of type <u4");
    }

    @Test
    void shouldHaveNoBlockForNoValues() {
        BlockChecksums none = new BlockChecksummer(ElementType.INT32, 4).finish();
        Path file = folder.resolve("checksums.npy");
        none.write(file);

        assertThat(none.blockCount()).isZero();
        assertThat(BlockChecksums.read(file, 0).checksum()).isEqualTo(none.checksum()).isZero();
    }

    @Test
    void shouldCountBlocksBeyondIntRangeOfElements() {
        assertThat(BlockChecksums.blockCount(1L << 40, BlockChecksums.BLOCK_ELEMENTS)).isEqualTo(1 << 22);
        assertThat(BlockChecksums.blockCount((1L << 40) + 1, BlockChecksums.BLOCK_ELEMENTS))
                .isEqualTo((1 << 22) + 1);
    }

    private static int crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
