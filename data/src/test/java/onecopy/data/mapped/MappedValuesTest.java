package onecopy.data.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappedValuesTest {
    private static final int OFFSET = NpyHeader.PAGE_BYTES;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldSeeEveryValueOfAFile(ElementType type) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] expected = random.longs(5000, type.minValue(), type.maxValue()).toArray();
        expected[0] = type.minValue();
        expected[4999] = type.maxValue();

        try (MappedValues values = MappedValues.open(written(type, expected), type, OFFSET, expected.length)) {
            assertThat(values.segment().byteSize()).isEqualTo(5000L * type.widthBytes());
            for (int i = 0; i < expected.length; i++) {
                assertThat(values.get(i)).as("seed %s, index %s", seed, i).isEqualTo(expected[i]);
            }
        }
    }

    @Test
    void shouldMapNoValues() throws IOException {
        try (MappedValues values = MappedValues.open(written(ElementType.INT64), ElementType.INT64, OFFSET, 0)) {
            assertThat(values.count()).isZero();
            assertThat(values.segment().byteSize()).isZero();
            values.requireIntact();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 96, 128, 4100})
    void shouldMapDataThatBeginsAnywhere(int dataOffset) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(dataOffset + 8).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(dataOffset, -17);
        Path file = Files.write(folder.resolve("adopted.npy"), content.array());

        try (MappedValues values = MappedValues.open(file, ElementType.INT64, dataOffset, 1)) {
            assertThat(values.get(0)).isEqualTo(-17);
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldReachTheEndOfMoreThan16GiB(ElementType type) throws IOException {
        long count = (1L << 32) + 3;
        Path file = folder.resolve("sparse.npy");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            channel.write(bytes(type, -5), OFFSET + (1L << 31) * type.widthBytes());
            channel.write(bytes(type, 42), OFFSET + (count - 1) * type.widthBytes());
        }

        try (MappedValues values = MappedValues.open(file, type, OFFSET, count)) {
            assertThat(values.segment().byteSize()).isGreaterThan(1L << 34);
            assertThat(values.get(1L << 31)).isEqualTo(-5);
            assertThat(values.get((1L << 31) - 1)).isZero();
            assertThat(values.get(count - 1)).isEqualTo(42);
            assertThat(values.get(count - 2)).isZero();
            values.requireIntact();
        }
    }

    @Test
    void shouldMapReadOnlyAndShared() throws IOException {
        Path file = written(ElementType.INT32, 1, 2, 3);

        try (MappedValues values = MappedValues.open(file, ElementType.INT32, OFFSET, 3)) {
            assertThat(mappingsOf(file)).hasSize(1).allMatch(line -> line.contains(" r--s "));
            assertThat(values.segment().isReadOnly()).isTrue();
        }
        assertUnmapped(file);
    }

    @Test
    void shouldLeaveNothingMappedOrOpenAfterManyRounds() throws IOException {
        Path file = written(ElementType.INT32, 1, 2, 3);
        for (int round = 0; round < 200; round++) {
            MappedValues values = MappedValues.open(file, ElementType.INT32, OFFSET, 3);
            values.close();
            values.close();
        }

        assertUnmapped(file);
    }

    @Test
    void shouldThrowRatherThanReadUnmappedMemory() throws IOException {
        MappedValues values = MappedValues.open(written(ElementType.INT32, 1), ElementType.INT32, OFFSET, 1);
        MemorySegment segment = values.segment();
        values.close();

        assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_INT, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(values::requireIntact).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldBeUsableFromOtherThreads() throws Exception {
        MappedValues values = MappedValues.open(written(ElementType.INT32, 7), ElementType.INT32, OFFSET, 1);
        Thread other = Thread.ofPlatform().start(() -> {
            values.requireIntact();
            values.close();
        });
        other.join();

        assertUnmapped(values.file());
    }

    @Test
    void shouldRefuseAFileOfAnotherLength() throws IOException {
        Path file = written(ElementType.INT32, 1, 2, 3);

        assertThatThrownBy(() -> MappedValues.open(file, ElementType.INT32, OFFSET, 4))
                .hasMessage(file + " is truncated: it should have 4112 bytes and has 4108")
                .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT));
        assertThatThrownBy(() -> MappedValues.open(file, ElementType.INT32, OFFSET, 2))
                .hasMessage(file + " is corrupt: it should have 4104 bytes and has 4108");
        assertUnmapped(file);
    }

    @Test
    void shouldRefuseWhatIsNoFile() {
        assertThatThrownBy(() -> MappedValues.open(folder.resolve("none"), ElementType.INT32, OFFSET, 4))
                .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
        assertThatThrownBy(() -> MappedValues.open(folder, ElementType.INT32, OFFSET, 4))
                .hasMessageContaining("is not a regular file");
    }

    @Test
    void shouldNoticeAFileThatIsCutShortOrGrows() throws IOException {
        Path file = written(ElementType.INT32, 1, 2, 3);
        try (MappedValues values = MappedValues.open(file, ElementType.INT32, OFFSET, 3);
                FileChannel writer = FileChannel.open(file, StandardOpenOption.WRITE)) {
            values.requireIntact();
            writer.truncate(OFFSET + 8);
            assertThatThrownBy(values::requireIntact).isInstanceOf(OnecopyException.class)
                    .hasMessageContaining("it had 4108 bytes when it was mapped and has 4104 now");
            writer.write(ByteBuffer.allocate(8), OFFSET + 8);
            assertThatThrownBy(values::requireIntact).hasMessageContaining("has 4112 now");
        }
    }

    @Test
    void shouldNoticeAFileThatIsWrittenToInPlace() throws IOException {
        Path file = written(ElementType.INT32, 1, 2, 3);
        try (MappedValues values = MappedValues.open(file, ElementType.INT32, OFFSET, 3)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            values.requireIntact();
            assertThat(values.isCurrent()).as("permissions are not content").isTrue();
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            TimeUnit.MILLISECONDS.sleep(20);
            try (FileChannel writer = FileChannel.open(file, StandardOpenOption.WRITE)) {
                writer.write(bytes(ElementType.INT32, 7), OFFSET);
            }
            assertThatThrownBy(values::requireIntact).isInstanceOf(OnecopyException.class)
                    .hasMessageContaining("it was written to after it was mapped");
            assertThat(values.isCurrent()).isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldStayIntactButNotCurrentWhenItsFileIsReplacedOrRemoved() throws IOException {
        Path file = written(ElementType.INT32, 1, 2, 3);
        try (MappedValues values = MappedValues.open(file, ElementType.INT32, OFFSET, 3)) {
            assertThat(values.isCurrent()).isTrue();
            Path other = Files.write(folder.resolve("other.npy"), new byte[OFFSET + 12]);
            Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            assertThat(values.isCurrent()).isFalse();
            Files.delete(file);
            assertThat(values.isCurrent()).isFalse();
            values.requireIntact();
            assertThat(values.get(2)).isEqualTo(3);
        }
    }

    @Test
    void shouldReadTheLengthInAnInterruptedThread() throws IOException {
        try (MappedValues values = MappedValues.open(written(ElementType.INT32, 7), ElementType.INT32, OFFSET, 1)) {
            Thread.currentThread().interrupt();
            values.requireIntact();
            assertThat(Thread.interrupted()).isTrue();
            values.requireIntact();
        }
    }

    private Path written(ElementType type, long... values) throws IOException {
        Path file = folder.resolve("values.npy");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(NpyHeader.encode(type, values.length)));
            channel.write(bytes(type, values));
        }
        return file;
    }

    private static ByteBuffer bytes(ElementType type, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.widthBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type) {
                case INT32 -> bytes.putInt((int) value);
                case INT64 -> bytes.putLong(value);
            }
        }
        return bytes.flip();
    }

    private static List<String> mappingsOf(Path file) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream().filter(line -> line.endsWith(file.toString()))
                .toList();
    }

    /** Waits for what a background thread may still be doing. */
    private static void assertUnmapped(Path file) throws IOException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() - deadlineNs < 0 && !(mappingsOf(file).isEmpty() && !isOpen(file))) {
            Thread.onSpinWait();
        }
        assertThat(mappingsOf(file)).isEmpty();
        assertThat(isOpen(file)).as("open").isFalse();
    }

    private static boolean isOpen(Path file) throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return links.map(MappedValuesTest::target).anyMatch(file::equals);
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException _) {
            return link;
        }
    }
}
