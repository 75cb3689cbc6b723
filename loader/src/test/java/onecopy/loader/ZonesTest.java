package onecopy.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import onecopy.data.ElementType;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.index.Total128;
import onecopy.data.npy.NpyHeader;
import onecopy.data.npy.NpyType;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.data.zones.ZoneMap;
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

/** Whatever way values come, the zone map beside them is the one a simple loop finds. */
class ZonesTest {
    private static final int ZONE = ZoneMap.ZONE_ELEMENTS;
    private static final int BLOCK = BlockChecksums.BLOCK_ELEMENTS;
    private static final int[] COUNTS = {0, 1, ZONE - 1, ZONE, ZONE + 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + ZONE};

    @TempDir
    Path folder;
    private Store store;

    @BeforeEach
    void makeStore() {
        store = Store.at(folder.resolve("store"));
    }

    @Test
    void shouldComeWithIndexedSourcesOfBothTypes() throws IOException {
        for (int count : COUNTS) {
            long seed = System.nanoTime();
            long[] wide = new Random(seed).longs(count).map(x -> x | 1L << 62).toArray();
            long[] narrow = new Random(seed).ints(count).asLongStream().toArray();

            load(new NpySource(npy(ElementType.INT64, wide)), LoadOptions.DEFAULT);
            requireZones(wide, "npy int64, seed " + seed);
            load(new NpySource(npy(ElementType.INT32, narrow)), LoadOptions.DEFAULT);
            requireZones(narrow, "npy int32, seed " + seed);
            load(new NpySource(npy(ElementType.INT32, narrow)), LoadOptions.DEFAULT.withType(ElementType.INT64));
            requireZones(narrow, "npy int32 as int64, seed " + seed);
            load(new RawSource(raw(narrow), ElementType.INT32, ByteOrder.LITTLE_ENDIAN), LoadOptions.DEFAULT);
            requireZones(narrow, "raw, seed " + seed);
        }
    }

    @Test
    void shouldComeWithAdoptedFiles() throws IOException {
        for (int count : COUNTS) {
            long seed = System.nanoTime();
            long[] values = new Random(seed).longs(count).toArray();

            load(new NpySource(npy(ElementType.INT64, values)), LoadOptions.DEFAULT.withInPlace(true));
            requireZones(values, "adopted, seed " + seed);
        }
    }

    @Test
    void shouldComeWithStreams() {
        for (int count : COUNTS) {
            long seed = System.nanoTime();
            long[] values = new Random(seed).ints(count).asLongStream().toArray();
            String lines = Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("\n"));

            load(new TextSource(origin(lines)), LoadOptions.DEFAULT);
            requireZones(values, "text, seed " + seed);
            load(new CsvSource(origin("c\n" + lines + "\n"), "c"), LoadOptions.DEFAULT);
            requireZones(values, "csv, seed " + seed);
        }
    }

    @Test
    void shouldComeWithStreamsThatAreWidenedOnTheWay() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int position : new int[]{0, ZONE, BLOCK - 1, BLOCK, 600_000}) {
            long[] values = random.ints(600_001).asLongStream().toArray();
            values[position] = Long.MIN_VALUE;
            String lines = Arrays.stream(values).mapToObj(Long::toString).collect(Collectors.joining("\n"));

            load(new TextSource(origin(lines)), LoadOptions.DEFAULT);
            requireZones(values, "widened at " + position + ", seed " + seed);
        }
    }

    @Test
    void shouldComeWithRandomValues() {
        load(new RandomSource(700_000, -5, 1_000_000, 3), LoadOptions.DEFAULT);
        requireZones(StoreFixture.values(store, "d"), "random");
    }

    private void load(ValueSource source, LoadOptions options) {
        Loader.load(store, "d", source, options);
        assertThat(StoreFixture.damages(store, "d")).isEmpty();
    }

    private void requireZones(long[] values, String which) {
        try (DatasetVersion version = store.openCurrent("d")) {
            ZoneMap zones = version.zones().orElseThrow();
            assertThat(zones.elements()).as(which).isEqualTo(values.length);
            assertThat(zones.zones()).as(which).isEqualTo(Math.ceilDiv(values.length, ZONE));
            for (int zone = 0; zone < zones.zones(); zone++) {
                long[] own = Arrays.copyOfRange(values, zone * ZONE, Math.min(values.length, (zone + 1) * ZONE));
                BigInteger sum = BigInteger.ZERO;
                for (long value : own) {
                    sum = sum.add(BigInteger.valueOf(value));
                }
                assertThat(zones.min(zone)).as(which).isEqualTo(Arrays.stream(own).min().orElseThrow());
                assertThat(zones.max(zone)).as(which).isEqualTo(Arrays.stream(own).max().orElseThrow());
                assertThat(new Total128().set(zones.sumHigh(zone), zones.sumLow(zone)).toBigInteger()).as(which)
                        .isEqualTo(sum);
            }
        }
    }

    private static ByteOrigin origin(String text) {
        return ByteOrigin.of(new ByteArrayInputStream(text.getBytes(UTF_8)), "numbers");
    }

    private Path raw(long[] values) throws IOException {
        return Files.write(folder.resolve("in.raw"), bytes(ElementType.INT32, values));
    }

    private Path npy(ElementType type, long[] values) throws IOException {
        byte[] header = NpyHeader.encode(NpyType.of(type), values.length, 64);
        byte[] data = bytes(type, values);
        Path file = folder.resolve("in.npy");
        Files.deleteIfExists(file);
        return Files.write(file, ByteBuffer.allocate(header.length + data.length).put(header).put(data).array());
    }

    private static byte[] bytes(ElementType type, long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.widthBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type) {
                case INT32 -> bytes.putInt((int) value);
                case INT64 -> bytes.putLong(value);
            }
        }
        return bytes.array();
    }
}
