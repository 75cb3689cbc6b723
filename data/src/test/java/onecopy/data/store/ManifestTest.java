package onecopy.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.zones.ZoneMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("manifest.json");
    }

    @Test
    void shouldPinTheText() throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("column", "price");
        parameters.put("rows", "3");
        Source source = new Source("csv", "/data/\"my\" prices.csv", false, parameters);
        new Manifest(1, ElementType.INT64, 3, -5, Long.MAX_VALUE, 4096, 262144, 0x00c0ffee,
                Optional.of(new ZoneMap.Seal(16384, 0x0badcafe)), source, TestStore.CREATED, List.of()).write(file);

        assertThat(Files.readString(file)).isEqualTo("""
                {
                  "format" : "onecopy dataset",
                  "format_version" : 1,
                  "element_type" : "int64",
                  "count" : 3,
                  "min" : -5,
                  "max" : 9223372036854775807,
                  "data_offset" : 4096,
                  "block_elements" : 262144,
                  "checksums_crc32c" : "00c0ffee",
                  "zone_elements" : 16384,
                  "zones_crc32c" : "0badcafe",
                  "source" : {
                    "kind" : "csv",
                    "description" : "/data/\\"my\\" prices.csv",
                    "in_place" : false,
                    "parameters" : {
                      "column" : "price",
                      "rows" : "3"
                    }
                  },
                  "created_at" : "2026-11-22T10:20:30Z",
                  "indexes" : [ ],
                  "crc32c" : "CRC"
                }
                """.replace("CRC", "1d5d9c85"));
    }

    @Test
    void shouldReadBackWhatItWrote() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Manifest manifest = random(random);
            manifest.write(file);

            assertThat(Manifest.read(file)).as("seed %s", seed).isEqualTo(manifest);
            Files.delete(file);
        }
    }

    @Test
    void shouldNotOverwrite() throws IOException {
        Files.createFile(file);

        assertThatThrownBy(() -> random(new Random(1)).write(file)).isInstanceOf(OnecopyException.class)
                .hasMessageContaining("cannot write " + file);
    }

    @Test
    void shouldCallEveryShorterFileTruncated() throws IOException {
        byte[] content = sound();
        for (int length = 0; length < content.length - 2; length++) {
            Files.write(file, Arrays.copyOf(content, length));

            assertThatThrownBy(() -> Manifest.read(file)).as("length %s", length).isInstanceOf(OnecopyException.class)
                    .hasMessageStartingWith(file + " is truncated: ");
        }
    }

    @Test
    void shouldNoticeAFlippedBitInEveryByteBeforeItsChecksum() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] content = sound();
        int end = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf("\"crc32c\"");
        for (int position = 0; position < end; position++) {
            byte[] damaged = content.clone();
            damaged[position] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Files.write(file, damaged);

            assertThatThrownBy(() -> Manifest.read(file)).as("seed %s, byte %s", seed, position).isInstanceOfSatisfying(
                    OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "onecopy dataset"      | "something else"   | is not the manifest of a onecopy dataset: its format is not
            "format_version" : 1   | "format_version" : 0 | has dataset format version 0, older than 1, the oldest
            "format_version" : 1   | "format_version" : 2 | has dataset format version 2, newer than 1, the newest
            "format_version" : 1   | "format_version" : "1" | is corrupt: 'format_version' should be a whole number
            "count" : 3            | "count" : 4        | is corrupt: its checksum is '
            "count" : 3            | "count" : 3,,      | is corrupt: Unexpected character
            """)
    void shouldTellWhatIsWrong(String sound, String wrong, String expected) throws IOException {
        Files.writeString(file, new String(sound(), StandardCharsets.UTF_8).replace(sound, wrong));

        assertThatThrownBy(() -> Manifest.read(file)).isInstanceOf(OnecopyException.class)
                .hasMessageStartingWith(file + " " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "count" : 3          | "count" : -3         | its values cannot be: count=-3
            "count" : 3          | "count" : 3.5        | 'count' should be a whole number
            "count" : 3          | "count" : 99999999999999999999 | 'count' should be a whole number
            "min" : 1            | "min" : 10           | its values cannot be: count=3, min=10, max=7
            "max" : 7            | "max" : null         | 'max' should be a whole number
            "data_offset" : 4096 | "data_offset" : 4097 | its values cannot be: data_offset=4097
            "int32"              | "int16"              | unknown element type 'int16'
            "zone_elements" : 16384 | "zone_elements" : 0 | its values cannot be: zone_elements=0
            "zone_elements" : 16384 | "zone_elements" : 2147483648 | its values cannot be: integer overflow
            "zone_elements" : 16384, | "more" : 1,        | 'zone_elements' should be a whole number
            "zones_crc32c"       | "zones"            | 'zones_crc32c' should be a string
            "indexes" : [ ]      | "indexes" : 5        | 'indexes' should be an array
            "in_place" : false   | "in_place" : 0       | 'in_place' should be true or false
            2026-11-22           | 2026-13-22           | its values cannot be: Text '2026-13-22
            """)
    void shouldRefuseContradictionsUnderASoundChecksum(String sound, String wrong, String expected)
            throws IOException {
        String head = new String(sound(), StandardCharsets.UTF_8).replace(sound, wrong);
        head = head.substring(0, head.lastIndexOf("\"crc32c\""));
        CRC32C crc = new CRC32C();
        crc.update(head.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, head + "\"crc32c\" : \"" + String.format(Locale.ROOT, "%08x", crc.getValue()) + "\"}");

        assertThatThrownBy(() -> Manifest.read(file)).isInstanceOf(OnecopyException.class)
                .hasMessageStartingWith(file + " is corrupt: " + expected);
    }

    @ParameterizedTest
    @CsvSource({"hello", "[1]", "42"})
    void shouldSayThatAnotherFileIsNoManifest(String content) throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> Manifest.read(file)).isInstanceOf(OnecopyException.class)
                .hasMessage(file + " is not the manifest of a onecopy dataset: it is not a JSON object");
    }

    private byte[] sound() throws IOException {
        new Manifest(1, ElementType.INT32, 3, 1, 7, 4096, 262144, 5,
                Optional.of(new ZoneMap.Seal(16384, 6)), TestStore.SOURCE, TestStore.CREATED, List.of()).write(file);
        byte[] content = Files.readAllBytes(file);
        Files.delete(file);
        return content;
    }

    private static Manifest random(Random random) {
        ElementType type = random.nextBoolean() ? ElementType.INT32 : ElementType.INT64;
        long count = random.nextInt(4) == 0 ? 0 : random.nextLong(1, 1L << 40);
        long min = random.nextLong(type.minValue(), 0);
        long max = random.nextLong(0, type.maxValue());
        Source source = new Source("text", "päth \n\t\u0000 \uD83D\uDE00 \"crc32c\"", random.nextBoolean(),
                Map.of("seed", "" + random.nextLong()));
        Optional<ZoneMap.Seal> zones = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new ZoneMap.Seal((1 << 16) + random.nextInt(1 << 20), random.nextInt()));
        return new Manifest(1, type, count, count == 0 ? Long.MAX_VALUE : min, count == 0 ? Long.MIN_VALUE : max,
                8L * (1 + random.nextInt(600)), 1 + random.nextInt(1 << 20) + (1 << 16), random.nextInt(), zones,
                source,
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)), List.of("divisors", "sum"));
    }
}
