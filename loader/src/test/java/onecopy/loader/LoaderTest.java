package onecopy.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyHeader;
import onecopy.data.npy.NpyType;
import onecopy.data.store.Store;
import onecopy.loader.source.ByteOrigin;
import onecopy.loader.source.CsvSource;
import onecopy.loader.source.NpySource;
import onecopy.loader.source.RandomSource;
import onecopy.loader.source.RawSource;
import onecopy.loader.source.TextSource;
import onecopy.loader.source.ValueSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {
    private static final int[] COUNTS = {0, 1, 2, 1_000, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 600_000};

    @TempDir
    Path folder;
    private Store store;

    @BeforeEach
    void makeStore() {
        store = Store.at(folder.resolve("store"));
    }

    @Test
    void shouldLoadEveryIntegerTypeOfNumPy() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int width : new int[]{1, 2, 4, 8}) {
            for (boolean signed : new boolean[]{true, false}) {
                for (ByteOrder order : new ByteOrder[]{ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                    NpyType type = new NpyType(width, signed, order);
                    long[] values = valuesOf(type, COUNTS[random.nextInt(COUNTS.length)], random);
                    load(new NpySource(npy(type, values)));
                    assertThat(Arrays.equals(StoreFixture.values(store, "d"), values))
                            .as("%s, seed %s", type.descr(), seed).isTrue();
                    assertThat(StoreFixture.type(store, "d")).isEqualTo(type.elementType());
                    assertThat(StoreFixture.damages(store, "d")).isEmpty();
                }
            }
        }
    }

    private static long[] valuesOf(NpyType type, int count, Random random) {
        int bits = type.widthBytes() * 8 - (type.signed() ? 0 : type.widthBytes() == 8 ? 1 : 0);
        return random.longs(count).map(x -> type.signed() ? x >> (64 - bits) : x >>> (64 - bits)).toArray();
    }

    @Test
    void shouldRecordCountAndExtremes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int count : COUNTS) {
            long[] values = random.longs(count).map(x -> x >> random.nextInt(64)).toArray();
            LoadReport report = load(new NpySource(npy(NpyType.of(ElementType.INT64), values)));
            assertThat(report.manifest().count()).isEqualTo(count);
            assertThat(report.manifest().min()).as("seed %s", seed)
                    .isEqualTo(Arrays.stream(values).min().orElse(Long.MAX_VALUE));
            assertThat(report.manifest().max()).as("seed %s", seed)
                    .isEqualTo(Arrays.stream(values).max().orElse(Long.MIN_VALUE));
        }
    }

    @Test
    void shouldNameTheFirstPositionWhoseValueDoesNotFit() throws IOException {
        long[] values = new long[1_500_000];
        values[1_400_000] = -5_000_000_000L;
        values[700_001] = 3_000_000_000L;
        NpySource source = new NpySource(npy(NpyType.of(ElementType.INT64), values));
        assertThatExceptionOfType(OnecopyException.class)
                .isThrownBy(() -> Loader.load(store, "d", source, LoadOptions.DEFAULT.withType(ElementType.INT32)))
                .withMessageContaining("position 700001 is 3000000000, which does not fit into int32");
        assertThat(StoreFixture.entries(store, "d")).isEmpty();
    }

    @Test
    void shouldRefuseUnsignedValuesAbove63Bits() throws IOException {
        long[] values = {1, Long.MIN_VALUE, -1};
        NpySource source = new NpySource(npy(new NpyType(8, false, ByteOrder.BIG_ENDIAN), values));
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> load(source))
                .withMessageContaining("position 1 is 9223372036854775808, which does not fit into int64");
    }

    @Test
    void shouldWidenOnRequest() throws IOException {
        load(new NpySource(npy(new NpyType(1, false, ByteOrder.LITTLE_ENDIAN), new long[]{0, 255})), "int64");
        assertThat(StoreFixture.type(store, "d")).isEqualTo(ElementType.INT64);
        assertThat(StoreFixture.values(store, "d")).containsExactly(0, 255);
    }

    @Test
    void shouldLoadRawFilesOfBothByteOrders() throws IOException {
        Path file = Files.write(folder.resolve("raw"), new byte[]{1, 2, 3, 4, -1, -1, -1, -1});
        load(new RawSource(file, ElementType.INT32, ByteOrder.LITTLE_ENDIAN));
        assertThat(StoreFixture.values(store, "d")).containsExactly(0x04030201, -1);
        load(new RawSource(file, ElementType.INT32, ByteOrder.BIG_ENDIAN));
        assertThat(StoreFixture.values(store, "d")).containsExactly(0x01020304, -1);
        load(new RawSource(file, ElementType.INT64, ByteOrder.BIG_ENDIAN));
        assertThat(StoreFixture.values(store, "d")).containsExactly(0x01020304ffffffffL);
    }

    @Test
    void shouldRefuseARawFileOfOddLength() throws IOException {
        Path file = Files.write(folder.resolve("raw"), new byte[7]);
        assertThatExceptionOfType(OnecopyException.class)
                .isThrownBy(() -> load(new RawSource(file, ElementType.INT32, ByteOrder.LITTLE_ENDIAN)))
                .withMessageContaining("has 7 bytes, which is no multiple of the 4 bytes of an int32");
    }

    @Test
    void shouldChooseTheTypeOfTextByItsValues() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            long[] values = random.longs(300_000 + round).map(x -> x >> 40).toArray();
            boolean wide = round % 2 == 1;
            if (wide) {
                values[random.nextInt(values.length)] = 1L << 40;
            }
            load(text(Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("\n"))));
            assertThat(Arrays.equals(StoreFixture.values(store, "d"), values)).as("seed %s, round %s", seed, round)
                    .isTrue();
            assertThat(StoreFixture.type(store, "d")).isEqualTo(wide ? ElementType.INT64 : ElementType.INT32);
            assertThat(StoreFixture.damages(store, "d")).isEmpty();
            assertThat(store.layout().versionFolder("d", store.currentVersion("d").orElseThrow()).toFile().list())
                    .containsExactlyInAnyOrder("values.npy", "manifest.json", "checksums.npy", "zones.npy", "pin");
        }
    }

    @Test
    void shouldNameTheLineOfALetterFarIntoTheText() {
        String text = LongStream.range(0, 1_000_002).mapToObj(Long::toString).collect(Collectors.joining("\n"));
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> load(text(text + "\n12a\n13b\n")))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT))
                .withMessageContaining("line 1000003 of numbers is not an integer: found 'a' at column 3 of '12a'");
    }

    @Test
    void shouldLoadTextWithAByteOrderMarkAndWithoutALastLineEnd() {
        load(text("\ufeff5\r\n\r\n+6\n 7 "));
        assertThat(StoreFixture.values(store, "d")).containsExactly(5, 6, 7);
        load(text(""));
        assertThat(StoreFixture.values(store, "d")).isEmpty();
    }

    @Test
    void shouldLoadAColumnOfCsv() {
        String csv = "id,\"the, price\",note\r\n1,-5,\"two\nlines\"\r\n2,\" 7 \",x\r\n\r\n3,9\r\n";
        load(csv(csv, "the, price"));
        assertThat(StoreFixture.values(store, "d")).containsExactly(-5, 7, 9);
        load(csv(csv, "1"));
        assertThat(StoreFixture.values(store, "d")).containsExactly(1, 2, 3);
        load(csv("1,2\n3,4000000000\n", "2"));
        assertThat(StoreFixture.values(store, "d")).containsExactly(2, 4_000_000_000L);
        load(csv("2023,2024\n3,4\n", "2024"));
        assertThat(StoreFixture.values(store, "d")).containsExactly(4);
    }

    @Test
    void shouldNameWhatIsWrongWithCsv() {
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> load(csv("a,b\n1,2\n", "c")))
                .withMessageContaining("no column 'c' in numbers: its first line has a, b");
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> load(csv("a,b\n1,2\n\n3,x\n", "b")))
                .withMessageContaining("column 'b' in line 4 of numbers is 'x', not an integer");
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> load(csv("a,b\n1,\n", "b")))
                .withMessageContaining("column 'b' in line 2 of numbers is empty, not an integer");
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> load(csv("a,b\n1\n", "b")))
                .withMessageContaining("column 'b' in line 2 of numbers is missing: the line has 1 fields");
        assertThatExceptionOfType(OnecopyException.class)
                .isThrownBy(() -> load(csv("a\n" + BigInteger.TWO.pow(63) + "\n", "a")))
                .withMessageContaining("line 2 of numbers is 9223372036854775808, which does not fit into int64");
    }

    @Test
    void shouldMakeTheSameRandomValuesInAnyTypeAndEveryTime() {
        RandomSource source = new RandomSource(600_000, -1_000, 1_000_000, 42);
        load(source);
        long[] first = StoreFixture.values(store, "d");
        assertThat(StoreFixture.type(store, "d")).isEqualTo(ElementType.INT32);
        load(source, "int64");
        assertThat(Arrays.equals(StoreFixture.values(store, "d"), first)).isTrue();
        assertThat(Arrays.stream(first).summaryStatistics().getMin()).isBetween(-1_000L, -900L);
    }

    @Test
    void shouldPublishReadOnlyFiles() throws IOException {
        load(new RandomSource(10, 0, 5, 1));
        for (String file : new String[]{"values.npy", "manifest.json", "checksums.npy", "zones.npy"}) {
            Path path = store.layout().versionFolder("d", 1).resolve(file);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("r--r--r--");
        }
    }

    @Test
    void shouldLeaveNothingOfALoadThatFails() throws IOException {
        load(new RandomSource(10, 0, 5, 1));
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> load(text("1\nx\n")));
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> load(new NpySource(folder.resolve("none"))))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
        assertThat(StoreFixture.entries(store, "d").orElseThrow()).containsExactly("1", "current");
        assertThatExceptionOfType(OnecopyException.class)
                .isThrownBy(() -> Loader.load(store, "fresh", text("x"), LoadOptions.DEFAULT));
        assertThat(StoreFixture.entries(store, "fresh")).isEmpty();
    }

    private LoadReport load(ValueSource source) {
        return Loader.load(store, "d", source, LoadOptions.DEFAULT);
    }

    private LoadReport load(ValueSource source, String type) {
        return Loader.load(store, "d", source, LoadOptions.DEFAULT.withType(ElementType.ofLabel(type)));
    }

    private static TextSource text(String text) {
        return new TextSource(ByteOrigin.of(new ByteArrayInputStream(text.getBytes(UTF_8)), "numbers"));
    }

    private static CsvSource csv(String text, String column) {
        return new CsvSource(ByteOrigin.of(new ByteArrayInputStream(text.getBytes(UTF_8)), "numbers"), column);
    }

    private Path npy(NpyType type, long[] values) throws IOException {
        byte[] header = NpyHeader.encode(type, values.length, 64);
        ByteBuffer bytes = ByteBuffer.allocate(header.length + values.length * type.widthBytes());
        bytes.put(header).order(type.order());
        for (long value : values) {
            switch (type.widthBytes()) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                case 4 -> bytes.putInt((int) value);
                default -> bytes.putLong(value);
            }
        }
        return Files.write(folder.resolve("in.npy"), bytes.array());
    }
}
