package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecopy.data.function.DivisorTable;
import onecopy.service.run.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivisorsFileTest {
    @TempDir
    Path folder;

    private RunDirectory run;
    private Path cache;

    @BeforeEach
    void makeFolders() throws IOException {
        run = RunDirectory.at(Files.createDirectory(folder.resolve("run")));
        cache = Files.createDirectory(folder.resolve("cache"));
    }

    @Test
    void shouldLeaveATableForItsOwnerOnly() throws IOException {
        make(Optional.empty());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.divisorsFile())))
                .isEqualTo("rw-------");
        assertIsTable(run.divisorsFile());
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void shouldComputeTheTableOnceForAnInstallation() throws IOException {
        make(Optional.of(cache));
        Path kept = onlyFileOf(cache);
        Object computed = Files.readAttributes(kept, "unix:ino", LinkOption.NOFOLLOW_LINKS).get("ino");
        Files.delete(run.divisorsFile());

        make(Optional.of(cache));

        assertIsTable(run.divisorsFile());
        assertThat(Files.readAttributes(onlyFileOf(cache), "unix:ino", LinkOption.NOFOLLOW_LINKS).get("ino"))
                .isEqualTo(computed);
    }

    @Test
    void shouldNotBelieveADamagedTable() throws IOException {
        make(Optional.of(cache));
        Path kept = onlyFileOf(cache);
        byte[] bytes = Files.readAllBytes(kept);
        bytes[360]++;
        Files.write(kept, bytes);

        make(Optional.of(cache));

        assertIsTable(run.divisorsFile());
        assertIsTable(onlyFileOf(cache));
    }

    @Test
    void shouldDoWithoutACacheThatCannotBeWritten() throws IOException {
        make(Optional.of(Files.createFile(folder.resolve("no-folder"))));

        assertIsTable(run.divisorsFile());
    }

    private void make(Optional<Path> installation) {
        DivisorsFile file = new DivisorsFile(run, installation);
        file.begin();
        file.await(() -> {});
    }

    private static void assertIsTable(Path file) {
        assertThat(DivisorTable.mapped(file)).isNotNull();
        assertThat(file).hasSize(DivisorTable.LENGTH_BYTES);
    }

    private static Path onlyFileOf(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> all = entries.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }
}
