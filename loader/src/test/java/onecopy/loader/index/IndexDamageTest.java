package onecopy.loader.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexCursor;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.IndexManifest;
import onecopy.data.index.IndexVerification;
import onecopy.data.index.IndexedData;
import onecopy.data.index.StoredFunction;
import onecopy.data.index.Total128;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetVersion;
import onecopy.loader.LoadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexDamageTest {
    private static final long SEED = 4711;
    private static final int FLIPS_PER_FILE = 12;

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({"DISTINCT, INT32", "DISTINCT, INT64", "SORTED, INT32", "SORTED, INT64"})
    void shouldNeverTurnAFlippedBitIntoAnAnswer(IndexForm form, ElementType type) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        IndexFixture fixture = IndexFixture.random(IndexFixture.Kind.FULL_RANGE, type, 6000, random);
        IndexedStore indexed = new IndexedStore(temporary.resolve("store"));
        indexed.load(fixture, LoadOptions.DEFAULT.withIndex(IndexedStore.options(form)));
        try (DatasetVersion version = indexed.store().openCurrent(IndexedStore.NAME)) {
            assertThat(IndexVerification.damages(version, _ -> {})).isEmpty();
            assertThat(isRefusedOrRight(version, fixture, random)).isTrue();
            for (Path file : files(indexed.versionFolder().resolve("index"))) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
                byte[] sound = Files.readAllBytes(file);
                for (int i = 0; i < FLIPS_PER_FILE; i++) {
                    int bit = random.nextInt(sound.length * 8);
                    byte[] damaged = sound.clone();
                    damaged[bit / 8] ^= (byte) (1 << bit % 8);
                    Files.write(file, damaged);
                    String where = file.getFileName() + " bit " + bit + ", seed " + SEED;
                    assertThat(isRefusedOrRight(version, fixture, random)).as(where).isTrue();
                    assertThat(IndexVerification.damages(version, _ -> {})).as(where)
                            .anySatisfy(damage -> assertThat(damage).contains(file.getFileName().toString()));
                }
                Files.write(file, sound);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static boolean isRefusedOrRight(DatasetVersion version, IndexFixture fixture, SplittableRandom random) {
        BigInteger[] sums = fixture.prefixSums(x -> x);
        BigInteger[] functionSums = fixture.prefixSums(new Triangle()::apply);
        Total128 sum = new Total128();
        Total128 functionSum = new Total128();
        try (ValueIndex index = ValueIndex.openCurrent(version).orElseThrow()) {
            IndexCursor cursor = index.cursor();
            StoredFunction stored = index.stored(new Triangle()).orElse(null);
            for (long n : fixture.thresholds(30, random)) {
                int expected = fixture.countAtMost(n);
                cursor.seekAtMost(n).sum(sum);
                boolean right = cursor.count() == expected && sum.toBigInteger().equals(sums[expected]);
                if (stored != null) {
                    cursor.functionSum(stored, functionSum);
                    right &= functionSum.toBigInteger().equals(functionSums[expected]);
                }
                if (!right) {
                    return false;
                }
            }
            return true;
        } catch (OnecopyException e) {
            return e.fault() == Fault.CORRUPT;
        }
    }

    @Test
    void shouldRefuseOrSurviveADamagedPageOfSamplesBesideTheOneSearched() throws IOException {
        IndexedStore indexed = new IndexedStore(temporary.resolve("store"));
        int[] values = IntStream.range(-200_000, 200_000).toArray();
        indexed.load(IndexFixture.of(ElementType.INT32, Arrays.stream(values).asLongStream().toArray()),
                LoadOptions.DEFAULT.withIndex(IndexOptions.DEFAULT.withForm(IndexForm.SORTED)));
        Path samples = indexed.versionFolder().resolve("index-1").resolve("samples.npy");
        Files.setPosixFilePermissions(samples, PosixFilePermissions.fromString("rw-r--r--"));
        byte[] bytes = Files.readAllBytes(samples);
        // The sign of the first sample of every page but the first.
        for (int at = IndexLayout.HEADER_BYTES
                + IndexLayout.CHECK_BYTES; at < bytes.length; at += IndexLayout.CHECK_BYTES) {
            bytes[at + Integer.BYTES - 1] ^= (byte) 0x80;
        }
        Files.write(samples, bytes);
        long[] lastOfFirstPage = LongStream.range(0, 128).map(i -> values[1023 * 128] + i).toArray();
        long[] entries = new long[lastOfFirstPage.length];
        try (DatasetVersion version = indexed.store().openCurrent(IndexedStore.NAME);
                ValueIndex index = ValueIndex.openCurrent(version).orElseThrow()) {
            index.cursor().entriesAtMost(lastOfFirstPage, lastOfFirstPage.length, entries);
            assertThat(entries).isEqualTo(LongStream.rangeClosed(1, 128).map(i -> 1023 * 128 + i).toArray());
            assertThatThrownBy(() -> index.cursor().entriesAtMost(new long[]{values[1024 * 128 + 5]}, 1, entries))
                    .isInstanceOfSatisfying(OnecopyException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT));
        }
    }

    @ParameterizedTest
    @CsvSource({"DISTINCT, 0, 1", "DISTINCT, 2, 0", "DISTINCT, 77, 0", "DISTINCT, 501, 1", "DISTINCT, 999, 1",
        "SORTED, 1, 0",
        "SORTED, 3, 0", "SORTED, 4, 1", "SORTED, 7, 1"})
    void shouldNameTheRowOfTotalsThatIsWrongUnderASoundChecksum(IndexForm form, int row, int column)
            throws IOException {
        IndexedStore indexed = new IndexedStore(temporary.resolve("store"));
        indexed.load(IndexFixture.of(ElementType.INT32, LongStream.range(0, 1000).toArray()),
                LoadOptions.DEFAULT.withIndex(IndexOptions.DEFAULT.withForm(form)));
        Path folder = indexed.versionFolder().resolve("index-1");
        addOne(folder, row * 2L + column);
        try (DatasetVersion version = indexed.store().openCurrent(IndexedStore.NAME)) {
            assertThat(IndexVerification.damages(version, _ -> {}))
                    .containsExactly("the index in " + folder + " is wrong: row " + row
                            + " of its totals is not that of the entries before it");
        }
    }

    /** Changes an entry of the totals and every checksum about it, as a wrong builder would. */
    private static void addOne(Path folder, long entry) throws IOException {
        for (Path file : files(folder)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        IndexManifest manifest = IndexManifest.read(folder.resolve("index.json"));
        byte[] totals = Files.readAllBytes(folder.resolve("totals.npy"));
        int position = (int) (IndexLayout.HEADER_BYTES + entry * Long.BYTES);
        ByteBuffer numbers = ByteBuffer.wrap(totals).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putLong(position, numbers.getLong(position) + 1);
        Files.write(folder.resolve("totals.npy"), totals);
        byte[] checks = Files.readAllBytes(folder.resolve("totals.crc.npy"));
        int page = position / IndexLayout.CHECK_BYTES;
        int start = page * IndexLayout.CHECK_BYTES;
        ByteBuffer.wrap(checks).order(ByteOrder.LITTLE_ENDIAN).putInt(IndexLayout.HEADER_BYTES + page * Integer.BYTES,
                crc(totals, start, Math.min(IndexLayout.CHECK_BYTES, totals.length - start)));
        Files.write(folder.resolve("totals.crc.npy"), checks);
        Map<String, Integer> known = new HashMap<>(manifest.checks());
        known.put("totals.npy", crc(checks, 0, checks.length));
        Files.delete(folder.resolve("index.json"));
        new IndexManifest(manifest.shape(), manifest.sum(), known).write(folder.resolve("index.json"));
    }

    private static int crc(byte[] bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, length);
        return (int) crc.getValue();
    }

    @ParameterizedTest
    @CsvSource({"DISTINCT, 0, 0", "DISTINCT, 1000, 0", "DISTINCT, 1000, 1", "SORTED, 0, 0", "SORTED, 8, 0",
        "SORTED, 8, 1"})
    void shouldNameTheTotalsOfAllValuesThatAreWrongUnderASoundChecksum(IndexForm form, int row, int column)
            throws IOException {
        IndexedStore indexed = new IndexedStore(temporary.resolve("store"));
        indexed.load(IndexFixture.of(ElementType.INT32, LongStream.range(0, 1000).toArray()),
                LoadOptions.DEFAULT.withIndex(IndexOptions.DEFAULT.withForm(form)));
        Path folder = indexed.versionFolder().resolve("index-1");
        addOne(folder, row * 2L + column);
        try (DatasetVersion version = indexed.store().openCurrent(IndexedStore.NAME)) {
            assertThat(IndexVerification.damages(version, _ -> {})).singleElement().asString()
                    .startsWith("the ends of the index in " + folder + " disagree with its manifest");
        }
    }

    @Test
    void shouldRefuseTheIndexOfOtherValues() throws IOException {
        IndexFixture fixture = IndexFixture.of(ElementType.INT32, 3, 1, 2);
        fixture.build(Files.createDirectories(temporary.resolve("index")), IndexOptions.DEFAULT);
        IndexedData other = new IndexedData(ElementType.INT32, 3, 1, 4);
        assertThat(
                catchThrowableOfType(OnecopyException.class, () -> ValueIndex.open(temporary.resolve("index"), other)))
                .hasMessageContaining("about other values").hasMessageNotContaining("IndexedData[")
                .extracting(OnecopyException::fault)
                .isEqualTo(Fault.CORRUPT);
    }

    @Test
    void shouldFindTheIndexOfOtherValuesWithTheSameEnds() throws IOException {
        IndexedStore indexed = new IndexedStore(temporary.resolve("store"));
        indexed.load(IndexFixture.of(ElementType.INT64, 1, 2, 3, 9),
                LoadOptions.DEFAULT.withIndex(IndexedStore.options(IndexForm.SORTED)));
        Path folder = indexed.versionFolder().resolve("index-1");
        for (Path file : files(folder)) {
            Files.delete(file);
        }
        IndexFixture.of(ElementType.INT64, 1, 2, 4, 9).build(folder, IndexedStore.options(IndexForm.SORTED));
        try (DatasetVersion version = indexed.store().openCurrent(IndexedStore.NAME)) {
            assertThat(IndexVerification.damages(version, _ -> {})).singleElement().asString()
                    .contains("about other values");
        }
    }
}
