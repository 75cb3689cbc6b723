package onecopy.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {
    private static final String SOUND = "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }";

    @TempDir
    Path folder;

    @Test
    void shouldPinTheLayoutOfAHeader() {
        byte[] header = NpyHeader.encode(ElementType.INT32, 1L << 32);

        assertThat(header).hasSize(4096);
        assertThat(HexFormat.of().formatHex(header, 0, 10)).isEqualTo("934e554d50590100f60f");
        assertThat(new String(header, 10, 4085, StandardCharsets.US_ASCII).stripTrailing())
                .isEqualTo("{'descr': '<i4', 'fortran_order': False, 'shape': (4294967296,), }");
        assertThat(new String(header, 10, 4085, StandardCharsets.US_ASCII)).endsWith(" ".repeat(4000));
        assertThat(header[4095]).isEqualTo((byte) '\n');
    }

    @Test
    void shouldReadBackEveryHeaderItWrites() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            NpyType type = new NpyType(1 << random.nextInt(4), random.nextBoolean(), ByteOrder.LITTLE_ENDIAN);
            long count = random.nextLong(1L << (1 + random.nextInt(59)));
            int padTo = 1 + random.nextInt(NpyHeader.PAGE_BYTES);

            byte[] bytes = NpyHeader.encode(type, count, padTo);

            assertThat(bytes.length % padTo).as("seed %s", seed).isZero();
            assertThat(read(bytes)).as("seed %s", seed).isEqualTo(new NpyHeader(readBack(type), count, bytes.length));
        }
    }

    /** A one-byte type has no byte order to read back. */
    private static NpyType readBack(NpyType type) {
        return type.widthBytes() == 1 ? new NpyType(1, type.signed(), ByteOrder.nativeOrder()) : type;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"descr\": \"<i4\", \"fortran_order\": True, \"shape\": (3,)}",
        "{'shape':(3,),'fortran_order':False,'descr':'<i4'}",
        "  {  'descr' : u'<i4' , 'fortran_order' : False , 'shape' : ( 3L , ) , }  \n ",
        "{'descr': '=i4', 'fortran_order': False, 'shape': (3,)}",
        "{'descr': 'i4', 'fortran_order': False, 'shape': (3,)}"})
    void shouldReadTheSameDictionaryHoweverItIsWritten(String dictionary) {
        assertThat(read(header(1, dictionary)))
                .isEqualTo(new NpyHeader(NpyType.of(ElementType.INT32), 3, 10 + dictionary.length()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'descr': '<i4', 'fortran_order': False, 'shape': (3)}      | its shape is not a tuple of lengths
            {'descr': '<i4', 'fortran_order': False, 'shape': [3]}      | its shape is not a tuple of lengths
            {'descr': '<i4', 'fortran_order': False, 'shape': (-3,)}    | its shape is not a tuple of lengths
            {'descr': '<i4', 'fortran_order': False, 'shape': (True,)}  | its shape is not a tuple of lengths
            {'descr': '<i4', 'fortran_order': 0, 'shape': (3,)}         | fortran_order is neither True nor False
            {'descr': '<i4', 'shape': (3,)}                             | its header has the keys [descr, shape]
            {'descr': '<i4', 'fortran_order': False, 'shape': (3,), 'x': 1} | its header has the keys
            {'descr': None, 'fortran_order': False, 'shape': (3,)}      | its element type is not one
            {'descr': '', 'fortran_order': False, 'shape': (3,)}        | its element type '' is not one
            {'descr': '<', 'fortran_order': False, 'shape': (3,)}       | its element type '<' is not one
            {'descr': '<i8', 'fortran_order': False, 'shape': (9223372036854775807,)} | more than any file holds
            {'descr': '<i8', 'fortran_order': False, 'shape': (9223372036854775808,)} | at most 64 bits
            {'descr': '<i4' 'fortran_order': False, 'shape': (3,)}      | expected ',' or '}' at character 16
            {'descr': '<i4', 'fortran_order': False, 'shape': (3,)      | expected ',' or '}'
            {'descr': '<i4', 'fortran_order': False, 'shape': (3,)} {}  | expected nothing more at character 56
            {'descr': '<i4                                              | expected more
            {'descr': Maybe}                                            | expected a value at character 10
            (3,)                                                        | its header is not a dictionary
            import os                                                   | expected a value
            """)
    void shouldCallAHeaderOutOfOrderCorrupt(String dictionary, String reason) {
        assertThatThrownBy(() -> read(header(1, dictionary))).isInstanceOfSatisfying(OnecopyException.class, e -> {
            assertThat(e.fault()).isEqualTo(Fault.CORRUPT);
            assertThat(e).hasMessageStartingWith("x.npy is corrupt: ").hasMessageContaining(reason);
        });
    }

    @Test
    void shouldSurviveBracketsWithoutEnd() {
        assertThatThrownBy(() -> read(header(2, "[".repeat(100_000)))).isInstanceOf(OnecopyException.class)
                .hasMessage("x.npy is corrupt: more than 32 brackets inside each other");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 9 | has npy format version 0.9, older than 1.0
            1 | 1 | has npy format version 1.1, newer than 3.0
            4 | 0 | has npy format version 4.0, newer than 3.0
            """)
    void shouldTellVersionsTooOldFromTooNew(int major, int minor, String expected) {
        byte[] bytes = header(1, SOUND);
        bytes[6] = (byte) major;
        bytes[7] = (byte) minor;

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(OnecopyException.class).hasMessageContaining(expected);
    }

    @Test
    void shouldRefuseToAllocateWhatADamagedLengthClaims() {
        byte[] bytes = header(2, SOUND);
        Arrays.fill(bytes, 8, 12, (byte) 0xff);

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(OnecopyException.class)
                .hasMessage("x.npy is corrupt: its header claims 4294967295 bytes, more than 1048576");
    }

    @Test
    void shouldSayWhatAnotherFileIs() {
        assertThatThrownBy(() -> read("1\n2\n3\n".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(OnecopyException.class)
                .hasMessage("x.npy is not a NumPy .npy file: it does not begin with \\x93NUMPY");
    }

    @Test
    void shouldNameAMissingFile() {
        Path missing = folder.resolve("missing.npy");

        assertThatThrownBy(() -> NpyHeader.read(missing)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND)).hasMessageContaining(missing.toString());
    }

    @Test
    void shouldAnswerDamagedHeadersWithASentenceAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = header(1 + random.nextInt(3), SOUND);
            for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(bytes).count()).as("seed %s", seed).isNotNegative();
            } catch (OnecopyException e) {
                assertThat(e.fault()).as("seed %s", seed).isIn(Fault.CORRUPT, Fault.INVALID_ARGUMENT);
            }
        }
    }

    @Test
    void shouldWidenToTheSmallestTypeThatHolds() {
        assertThat(List.of("|i1", "|u1", "<i2", ">u2", "<i4", ">i4")).allSatisfy(
                descr -> assertThat(NpyDescr.parse("x", descr).elementType()).isEqualTo(ElementType.INT32));
        assertThat(List.of("<u4", ">u4", "<i8", ">i8", "<u8", ">u8")).allSatisfy(
                descr -> assertThat(NpyDescr.parse("x", descr).elementType()).isEqualTo(ElementType.INT64));
        assertThat(List.of("|i1", "|u1", "<i2", "<u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8").stream()
                .filter(descr -> NpyDescr.parse("x", descr).isStoredForm())).containsExactly("<i4", "<i8");
    }

    private static NpyHeader read(byte[] bytes) {
        return NpyHeader.read(new ByteArrayInputStream(bytes), "x.npy");
    }

    private static byte[] header(int major, String dictionary) {
        byte[] text = dictionary.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(NpyHeaderReader.MAGIC);
        out.write(major);
        out.write(0);
        for (int i = 0; i < (major == 1 ? 2 : 4); i++) {
            out.write(text.length >> (8 * i));
        }
        out.writeBytes(text);
        return out.toByteArray();
    }
}
