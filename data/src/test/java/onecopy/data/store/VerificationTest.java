package onecopy.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksums;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    private static final int COUNT = 3 * BlockChecksums.BLOCK_ELEMENTS + 5;

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void publish() throws IOException {
        store = Store.at(folder);
        TestStore.publish(store, "a", 1, ElementType.INT64, LongStream.range(0, COUNT).toArray());
    }

    @Test
    void shouldFindNothingInASoundVersion() {
        List<Long> progress = new ArrayList<>();

        assertThat(verified(progress)).isEqualTo(new Verification(4, List.of()));
        assertThat(progress).containsExactly(262144L, 524288L, 786432L, (long) COUNT);
    }

    @Test
    void shouldNameTheBlocksWhoseBitsFlipped() throws IOException {
        flip(store.layout().values("a", 1), 4096);
        flip(store.layout().values("a", 1), 4096 + 8L * BlockChecksums.BLOCK_ELEMENTS);
        flip(store.layout().values("a", 1), 4096 + 8L * (COUNT - 1) + 7);

        assertThat(verified(new ArrayList<>()).damages()).containsExactly(
                "blocks 0 to 1 are damaged: elements 0 to 524287 do not have the checksum they were written with",
                "block 3 is damaged: elements 786432 to 786436 do not have the checksum they were written with");
    }

    @Test
    void shouldNoticeDamagedChecksums() throws IOException {
        flip(store.layout().checksums("a", 1), 130);

        assertThat(verified(new ArrayList<>()).damages()).containsExactly(
                store.layout().checksums("a", 1) + " is corrupt: its checksum is not the one in the manifest");
    }

    @Test
    void shouldCallWhatIsMissingDamaged() throws IOException {
        try (DatasetVersion version = store.openCurrent("a")) {
            try (FileChannel channel = FileChannel.open(version.valuesFile(), StandardOpenOption.WRITE)) {
                channel.truncate(4096 + 8L * BlockChecksums.BLOCK_ELEMENTS + 1);
            }

            assertThat(Verification.of(version, _ -> {}).damages()).singleElement().asString()
                    .startsWith("blocks 1 to 3 are damaged");
            Files.delete(store.layout().checksums("a", 1));
            assertThat(Verification.of(version, _ -> {}).damages())
                    .containsExactly(version.folder() + " is corrupt: it has no file 'checksums.npy'");
        }
    }

    private Verification verified(List<Long> progress) {
        try (DatasetVersion version = store.openCurrent("a")) {
            return Verification.of(version, progress::add);
        }
    }

    private static void flip(Path file, long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 0x10));
            channel.write(one.flip(), position);
        }
    }
}
