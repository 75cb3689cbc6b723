package onecopy.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files that NumPy wrote, kept as text: every integer type, every format version, every kind of refusal. */
class NumPyFilesTest {
    @TempDir
    Path folder;

    record NumPyFile(String label, String expected, String hex) {
        byte[] content() {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public String toString() {
            return label;
        }
    }

    static List<NumPyFile> readable() {
        return files().filter(file -> !file.expected().startsWith("refused: ")).toList();
    }

    static List<NumPyFile> refused() {
        return files().filter(file -> file.expected().startsWith("refused: ")).toList();
    }

    private static Stream<NumPyFile> files() {
        try (InputStream in = NumPyFilesTest.class.getResourceAsStream("numpy-2.4.6.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" \\| ", -1))
                    .map(parts -> new NumPyFile(parts[0], parts[1], parts[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("readable")
    void shouldReadWhatNumPyWrites(NumPyFile file) throws IOException {
        NpyHeader header = NpyHeader.read(written(file));

        assertThat(header.type().descr() + " " + header.count()).isEqualTo(file.expected());
        assertThat(header.fileBytes()).isEqualTo(file.content().length);
    }

    @ParameterizedTest
    @MethodSource("readable")
    void shouldLeaveAStreamAtTheFirstElement(NumPyFile file) throws IOException {
        InputStream in = new ByteArrayInputStream(file.content());

        NpyHeader header = NpyHeader.read(in, "stdin");

        assertThat(in.available()).isEqualTo((int) header.dataBytes());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseByName(NumPyFile file) throws IOException {
        Path path = written(file);

        assertThatThrownBy(() -> NpyHeader.read(path)).isInstanceOfSatisfying(OnecopyException.class, e -> {
            assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT);
            assertThat(e).hasMessageStartingWith(path + " " + file.expected().substring("refused: ".length()))
                    .hasMessageContaining(": onecopy stores ");
        });
    }

    @ParameterizedTest
    @MethodSource("readable")
    void shouldCallAShorterFileTruncatedOrEmpty(NumPyFile file) throws IOException {
        for (int length = 0; length < file.content().length; length += length < 12 ? 1 : 5) {
            Path path = Files.write(folder.resolve("short.npy"), Arrays.copyOf(file.content(), length));
            String expected = length == 0 ? "it is empty" : "is truncated";

            assertThatThrownBy(() -> NpyHeader.read(path)).as("length %s", length)
                    .isInstanceOf(OnecopyException.class).hasMessageContaining(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("readable")
    void shouldRefuseAnythingBehindTheData(NumPyFile file) throws IOException {
        Path path = Files.write(folder.resolve("long.npy"),
                Arrays.copyOf(file.content(), file.content().length + 1));

        assertThatThrownBy(() -> NpyHeader.read(path)).isInstanceOf(OnecopyException.class)
                .hasMessageContaining("is corrupt").hasMessageContaining("it has " + (file.content().length + 1));
    }

    private Path written(NumPyFile file) throws IOException {
        return Files.write(folder.resolve("a.npy"), file.content());
    }
}
