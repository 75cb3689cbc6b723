package onecopy.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.zones.ZoneMap;
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
    void shouldReadNoOtherBlocksThanThoseOfTheElements() throws IOException {
        flip(store.layout().values("a", 1), 4096);
        try (DatasetVersion version = store.openCurrent("a")) {
            int block = BlockChecksums.BLOCK_ELEMENTS;
            assertThat(Verification.ofElements(version, block, COUNT)).isEqualTo(new Verification(3, List.of()));
            assertThat(Verification.ofElements(version, 5, 5).isSound()).isTrue();
            assertThat(Verification.ofElements(version, block - 1, block + 1).damages()).containsExactly(
                    "block 0 is damaged: elements 0 to 262143 do not have the checksum they were written with");
        }
    }

    @Test
    void shouldSuspectValuesWrittenAfterTheRestOfTheVersion() throws Exception {
        try (DatasetVersion version = store.openCurrent("a")) {
            TimeUnit.MILLISECONDS.sleep(20);
            Files.setLastModifiedTime(version.folder().resolve(StoreLayout.MANIFEST), FileTime.from(Instant.now()));
            assertThat(version.valuesChangedSince()).isFalse();
            TimeUnit.MILLISECONDS.sleep(20);
            flip(version.valuesFile(), 4096);
            assertThat(version.valuesChangedSince()).isTrue();
        }
    }

    /** A copy gives every file a new time, in any order: the damaged values need not be its last file. */
    @Test
    void shouldSuspectDamagedValuesThatWereCopiedBeforeAnotherFile() throws Exception {
        try (DatasetVersion version = store.openCurrent("a")) {
            assertThat(version.valuesChangedSince()).isFalse();
            TimeUnit.MILLISECONDS.sleep(20);
            flip(version.valuesFile(), 4096);
            TimeUnit.MILLISECONDS.sleep(20);
            Files.setLastModifiedTime(version.folder().resolve(StoreLayout.CHECKSUMS), FileTime.from(Instant.now()));
            assertThat(version.valuesChangedSince()).isTrue();
        }
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

    @Test
    void shouldNameTheZonesThatAreWrongAboutSoundValues() throws IOException {
        rewriteZones(3, 4, 48);

        assertThat(verified(new ArrayList<>()).damages()).containsExactly(
                "zones 3 to 4 are wrong: elements 49152 to 81919 have other extremes or another sum than zones.npy says",
                "zone 48 is wrong: elements 786432 to 786436 have other extremes or another sum than zones.npy says");
    }

    @Test
    void shouldNotBlameZonesForDamagedValues() throws IOException {
        rewriteZones(17);
        flip(store.layout().values("a", 1), 4096 + 8L * BlockChecksums.BLOCK_ELEMENTS);

        assertThat(verified(new ArrayList<>()).damages()).singleElement().asString()
                .startsWith("block 1 is damaged: elements 262144 to 524287");
        rewriteZones(0);
        assertThat(verified(new ArrayList<>()).damages()).hasSize(2).last().asString().startsWith("zone 0 is wrong");
    }

    @Test
    void shouldNoticeADamagedZoneMapAndStillCompareTheValues() throws IOException {
        flip(store.layout().zones("a", 1), 128);
        flip(store.layout().values("a", 1), 4096);

        assertThat(verified(new ArrayList<>()).damages()).containsExactly(
                store.layout().zones("a", 1) + " is corrupt: its checksum is not the one in the manifest",
                "block 0 is damaged: elements 0 to 262143 do not have the checksum they were written with");
    }

    @Test
    void shouldCallAMissingZoneMapDamaged() throws IOException {
        Files.delete(store.layout().zones("a", 1));

        assertThat(verified(new ArrayList<>()).damages())
                .containsExactly(store.layout().versionFolder("a", 1) + " is corrupt: it has no file 'zones.npy'");
        try (DatasetVersion version = store.openCurrent("a")) {
            assertThatThrownBy(version::zones).isInstanceOfSatisfying(OnecopyException.class,
                    e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT));
        }
    }

    @Test
    void shouldFindNothingWrongWithAVersionWithoutZoneMap() throws IOException {
        Path manifest = store.layout().manifest("a", 1);
        Manifest sound = Manifest.read(manifest);
        Files.delete(manifest);
        Files.delete(store.layout().zones("a", 1));
        withZones(sound, Optional.empty()).write(manifest);

        assertThat(verified(new ArrayList<>())).isEqualTo(new Verification(4, List.of()));
        try (DatasetVersion version = store.openCurrent("a")) {
            assertThat(version.zones()).isEmpty();
        }
    }

    /** Changes the sums of some zones, and the seal with them, as a wrong writer would. */
    private void rewriteZones(int... wrong) throws IOException {
        for (int zone : wrong) {
            flip(store.layout().zones("a", 1), 128 + 32L * zone + 16);
        }
        byte[] content = Files.readAllBytes(store.layout().zones("a", 1));
        CRC32C crc = new CRC32C();
        crc.update(content, 128, content.length - 128);
        Path manifest = store.layout().manifest("a", 1);
        Manifest sound = Manifest.read(manifest);
        Files.delete(manifest);
        withZones(sound, Optional.of(new ZoneMap.Seal(16384, (int) crc.getValue()))).write(manifest);
    }

    private static Manifest withZones(Manifest m, Optional<ZoneMap.Seal> zones) {
        return new Manifest(m.formatVersion(), m.elementType(), m.count(), m.min(), m.max(), m.dataOffset(),
                m.blockElements(), m.checksumsCrc32c(), zones, m.source(), m.createdAt(), m.indexes());
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
