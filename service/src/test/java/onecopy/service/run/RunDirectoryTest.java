package onecopy.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBeItsOwnersAlone() throws IOException {
        RunDirectory run = RunDirectory.at(folder.resolve("a/b"));
        run.create();
        run.create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path()))).isEqualTo("rwx------");
    }

    @Test
    void shouldNarrowAnExistingFolder() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        RunDirectory.at(open).create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open))).isEqualTo("rwx------");
    }

    @Test
    void shouldRefuseAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> RunDirectory.at(file).create()).hasMessageContaining("is not a folder");
    }

    @Test
    void shouldRemoveWhatAFleetLeavesAndNothingElse() throws IOException {
        RunDirectory run = RunDirectory.at(folder.resolve("run"));
        run.create();
        Files.createFile(run.controlFile());
        Files.createFile(run.locksFile());
        Files.createFile(run.tokenFile());
        Path own = Files.createFile(run.path().resolve("notes"));
        run.removeAll();
        assertThat(run.path()).isDirectoryContaining(own::equals);
        Files.delete(own);
        run.removeAll();
        run.removeAll();
        assertThat(run.path()).doesNotExist();
    }

    @Test
    void shouldPreferTheSystemsRuntimeFolder() {
        assertThat(RunDirectory.defaultPath(Map.of("XDG_RUNTIME_DIR", folder.toString())))
                .isEqualTo(folder.resolve("onecopy"));
        assertThat(RunDirectory.defaultPath(Map.of("XDG_RUNTIME_DIR", folder + "/none")).getFileName())
                .hasToString("onecopy-" + System.getProperty("user.name"));
        assertThat(RunDirectory.defaultPath(Map.of()).isAbsolute()).isTrue();
    }
}
