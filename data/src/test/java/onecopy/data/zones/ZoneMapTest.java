package onecopy.data.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.Total128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZoneMapTest {
    private static final int ZONE = ZoneMap.ZONE_ELEMENTS;
    private static final int BLOCK = BlockChecksums.BLOCK_ELEMENTS;
    private static final int[] EDGES = {0, 1, ZONE, 2 * ZONE, BLOCK, BLOCK + ZONE, 2 * BLOCK};

    @TempDir
    Path folder;

    @Test
    void shouldPinTheLayoutOfTheFile() throws IOException {
        Path file = folder.resolve("zones.npy");
        long[] values = LongStream.range(0, ZONE + 2).map(i -> i < ZONE ? -1 : Long.MIN_VALUE + 2).toArray();

        map(ElementType.INT64, values).write(file);

        byte[] content = Files.readAllBytes(file);
        assertThat(content).hasSize(128 + 2 * 32);
        assertThat(HexFormat.of().formatHex(content, 0, 10)).isEqualTo("934e554d505901007600");
        assertThat(new String(content, 10, 118, StandardCharsets.US_ASCII))
                .isEqualTo("{'descr': '<i8', 'fortran_order': False, 'shape': (2, 4), }" + " ".repeat(58) + "\n");
        assertThat(HexFormat.of().formatHex(content, 128, 160))
                .isEqualTo("ffffffffffffffff" + "ffffffffffffffff" + "00c0ffffffffffff" + "ffffffffffffffff");
        assertThat(HexFormat.of().formatHex(content, 160, 192))
                .isEqualTo("0200000000000080" + "0200000000000080" + "0400000000000000" + "ffffffffffffffff");
    }

    static Stream<LongUnaryOperator> shapes() {
        return Stream.of(x -> x, x -> x >> 40, x -> x >> 33, _ -> Long.MAX_VALUE, _ -> Long.MIN_VALUE,
                _ -> Integer.MAX_VALUE, _ -> Integer.MIN_VALUE, _ -> -1, x -> x < 0 ? Long.MIN_VALUE : Long.MAX_VALUE,
                _ -> 0xFFFF, _ -> 0xFFFF_FFFFL);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldBeWhatSimpleLoopsFindAroundEveryEdge(LongUnaryOperator shape) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (ElementType type : ElementType.values()) {
            for (int edge : EDGES) {
                for (int count = Math.max(0, edge - 1); count <= edge + 1; count++) {
                    long[] values = random.longs(count).map(shape)
                            .map(x -> type == ElementType.INT32 ? (int) x : x).toArray();
                    ZoneMap map = map(type, values);

                    assertThat(map.zones()).isEqualTo(Math.ceilDiv(count, ZONE));
                    for (int zone = 0; zone < map.zones(); zone++) {
                        requireZone(map, zone, values, "seed " + seed + ", " + type + ", count " + count);
                    }
                    assertThat(map.smallest()).isEqualTo(Arrays.stream(values).min().orElse(Long.MAX_VALUE));
                    assertThat(map.largest()).isEqualTo(Arrays.stream(values).max().orElse(Long.MIN_VALUE));
                }
            }
        }
    }

    private static void requireZone(ZoneMap map, int zone, long[] values, String which) {
        long[] own = Arrays.copyOfRange(values, zone * ZONE, Math.min(values.length, (zone + 1) * ZONE));
        BigInteger sum = BigInteger.ZERO;
        for (long value : own) {
            sum = sum.add(BigInteger.valueOf(value));
        }
        assertThat(map.firstElement(zone)).as(which).isEqualTo((long) zone * ZONE);
        assertThat(map.count(zone)).as(which).isEqualTo(own.length);
        assertThat(map.min(zone)).as(which).isEqualTo(Arrays.stream(own).min().orElseThrow());
        assertThat(map.max(zone)).as(which).isEqualTo(Arrays.stream(own).max().orElseThrow());
        assertThat(new Total128().set(map.sumHigh(zone), map.sumLow(zone)).toBigInteger()).as(which).isEqualTo(sum);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotDependOnTheOrderOfThePieces(ElementType type) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] values = random.ints(5 * BLOCK + 77).asLongStream().toArray();
        ZoneMapBuilder builder = new ZoneMapBuilder(type);
        for (int start = 5 * BLOCK; start >= 0; start -= BLOCK) {
            long[] piece = Arrays.copyOfRange(values, start, Math.min(values.length, start + BLOCK));
            builder.add(start, segment(type, piece), piece.length);
        }

        assertThat(builder.finish().seal()).as("seed %s", seed).isEqualTo(map(type, values).seal());
    }

    @Test
    void shouldGrowWithAStreamOfAnyLength() {
        ZoneMapBuilder builder = new ZoneMapBuilder(ElementType.INT32);
        MemorySegment zone = segment(ElementType.INT32, new long[ZONE]);
        for (int i = 0; i < 5000; i++) {
            zone.set(ElementType.INT32_LAYOUT, 0, i);
            builder.add((long) i * ZONE, zone, ZONE);
        }
        ZoneMap map = builder.finish();

        assertThat(map.zones()).isEqualTo(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(map.max(i)).isEqualTo(i);
            assertThat(map.sumLow(i)).isEqualTo(i);
        }
    }

    @Test
    void shouldReadBackWhatItWrote() {
        for (int count : new int[]{0, 1, ZONE, 3 * ZONE + 5}) {
            long[] values = new Random(count).longs(count).toArray();
            ZoneMap written = map(ElementType.INT64, values);
            Path file = folder.resolve("zones-" + count + ".npy");
            written.write(file);

            ZoneMap read = ZoneMap.read(file, count, written.seal());

            assertThat(read.seal()).isEqualTo(written.seal());
            assertThat(read.elements()).isEqualTo(count);
            for (int zone = 0; zone < read.zones(); zone++) {
                requireZone(read, zone, values, "count " + count);
            }
        }
    }

    @Test
    void shouldReadZonesOfAnotherLengthAndHeadersOfOtherPadding() throws IOException {
        ByteBuffer rows = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(1).putLong(3).putLong(6)
                .putLong(0).putLong(4).putLong(5).putLong(9).putLong(0);
        String header = "{'descr': '<i8', 'fortran_order': False, 'shape': (2, 4), }" + " ".repeat(9) + "\n";
        Path file = Files.write(folder.resolve("zones.npy"), ByteBuffer.allocate(10 + header.length() + 64)
                .put(HexFormat.of().parseHex("934e554d50590100")).put((byte) header.length()).put((byte) 0)
                .put(header.getBytes(StandardCharsets.US_ASCII)).put(rows.array()).array());

        ZoneMap map = ZoneMap.read(file, 5, new ZoneMap.Seal(3, crc(rows.array())));

        assertThat(map.zones()).isEqualTo(2);
        assertThat(map.elementsPerZone()).isEqualTo(3);
        assertThat(map.firstElement(1)).isEqualTo(3);
        assertThat(map.count(1)).isEqualTo(2);
        assertThat(map.max(1)).isEqualTo(5);
    }

    @Test
    void shouldNoticeEveryFlippedByteOfTheRows() throws IOException {
        Path file = folder.resolve("zones.npy");
        ZoneMap map = map(ElementType.INT32, new long[ZONE + 1]);
        map.write(file);
        byte[] content = Files.readAllBytes(file);
        for (int position = 128; position < content.length; position++) {
            byte[] damaged = content.clone();
            damaged[position] ^= 4;
            Files.write(file, damaged);

            assertCorrupt(file, map, "is corrupt: its checksum is not the one in the manifest");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (2, 4) | (4, 2) | is corrupt: its shape is (4, 2) and should be rows of 4
            (2, 4) | (8,)   | is corrupt: its shape is (8) and should be rows of 4
            (2, 4) | ()     | is corrupt: its shape is () and should be rows of 4
            (2, 4) | (3, 4) | is truncated: 12 elements of 8 bytes after a header of 128 take 224 bytes, it has 192
            (2, 4) | (1, 4) | is corrupt: 4 elements of 8 bytes after a header of 128 take 160 bytes, it has 192
            False  | True   | is corrupt: its rows should be in C order and are in Fortran order
            <i8    | <u8    | is corrupt: it should hold 2 rows of type <i8 and holds 2 of type <u8
            NUMPY  | NUMPI  | is not a NumPy .npy file: it does not begin with
            """)
    void shouldSayWhatIsWrongWithTheFile(String sound, String wrong, String expected) throws IOException {
        Path file = folder.resolve("zones.npy");
        ZoneMap map = map(ElementType.INT32, new long[ZONE + 1]);
        map.write(file);
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        String damaged = content.replace(sound + ", }", wrong + ", }").replace(sound + "'", wrong + "'")
                .replace(sound + ", '", wrong + ", '").replace("\u0093" + sound, "\u0093" + wrong);
        int surplus = damaged.length() - content.length();
        damaged = surplus > 0
                ? damaged.replace(" ".repeat(surplus) + "\n", "\n")
                : damaged.replace("}", "}" + " ".repeat(-surplus));
        Files.write(file, damaged.getBytes(StandardCharsets.ISO_8859_1));

        assertCorrupt(file, map, expected);
    }

    @Test
    void shouldRefuseTheMapOfAnotherNumberOfValues() {
        Path file = folder.resolve("zones.npy");
        ZoneMap map = map(ElementType.INT32, new long[ZONE + 1]);
        map.write(file);

        assertThatThrownBy(() -> ZoneMap.read(file, 5L * ZONE, map.seal())).isInstanceOf(OnecopyException.class)
                .hasMessage(file + " is corrupt: it should hold 5 rows of type <i8 and holds 2 of type <i8");
    }

    @Test
    void shouldRefuseAZoneThatIsNotThere() {
        ZoneMap map = map(ElementType.INT32, 1, 2);

        assertThatThrownBy(() -> map.firstElement(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> map.min(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> map.sumHigh(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldCompareValuesThatArriveInAnyPieces() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (ElementType type : ElementType.values()) {
            long[] values = random.ints(5 * ZONE + 9).asLongStream().toArray();
            ZoneMap map = map(type, values);
            values[2 * ZONE]++;
            values[5 * ZONE]--;
            values[4 * ZONE] += 7;
            values[4 * ZONE + 1] -= 7;
            ZoneComparison comparison = new ZoneComparison(map, type);
            for (int start = 0; start < values.length;) {
                int end = Math.min(values.length, start + 1 + random.nextInt(40_000));
                comparison.update(segment(type, Arrays.copyOfRange(values, start, end)), end - start);
                start = end;
            }

            assertThat(comparison.wrong().stream()).as("seed %s", seed).contains(2, 5).isSubsetOf(2, 4, 5);
        }
    }

    private static void assertCorrupt(Path file, ZoneMap map, String expected) {
        assertThatThrownBy(() -> ZoneMap.read(file, map.elements(), map.seal()))
                .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT))
                .hasMessageStartingWith(file + " " + expected);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static ZoneMap map(ElementType type, long... values) {
        ZoneMapBuilder builder = new ZoneMapBuilder(type);
        builder.add(0, segment(type, values), values.length);
        return builder.finish();
    }

    private static MemorySegment segment(ElementType type, long... values) {
        MemorySegment segment = Arena.ofAuto().allocate(Math.max(1, (long) values.length * type.widthBytes()));
        for (int i = 0; i < values.length; i++) {
            switch (type) {
                case INT32 -> segment.setAtIndex(ElementType.INT32_LAYOUT, i, (int) values[i]);
                case INT64 -> segment.setAtIndex(ElementType.INT64_LAYOUT, i, values[i]);
            }
        }
        return segment;
    }
}
