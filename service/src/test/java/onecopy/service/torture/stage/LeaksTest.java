package onecopy.service.torture.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A search that finds nothing must be known to find something. */
@EnabledOnOs(OS.LINUX)
class LeaksTest {
    @TempDir
    Path folder;

    private Stage stage;

    @BeforeEach
    void openStage() {
        stage = Stage.in(folder);
    }

    @AfterEach
    void closeStage() {
        stage.close();
        assertThat(folder).isEmptyDirectory();
    }

    private List<String> found() {
        return new Leaks(stage).find();
    }

    @Test
    void shouldFindNothingWhereNothingWasDone() {
        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindAProcess() {
        Program sleeper = Program.start(List.of("bash", "-c", "sleep 60; true", stage.name()), stage.folder(),
                "sleeper", true);

        assertThat(found()).anyMatch(leak -> leak.startsWith("process " + sleeper.pid() + " is left"));
        stage.endProcesses();
        sleeper.destroy();
        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindALock() throws IOException {
        Path file = Files.createFile(stage.folder().resolve("locked"));
        try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.lock();

            assertThat(found()).containsExactly(
                    "process " + ProcessHandle.current().pid() + " holds a lock on a file of the fleet");
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindAMapping() throws IOException {
        Path file = Files.write(stage.folder().resolve("mapped"), new byte[4096]);
        try (var arena = java.lang.foreign.Arena.ofConfined();
                var channel = java.nio.channels.FileChannel.open(file)) {
            channel.map(java.nio.channels.FileChannel.MapMode.READ_ONLY, 0, 4096, arena);

            assertThat(found()).containsExactly(
                    "process " + ProcessHandle.current().pid() + " maps a file of the fleet");
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void shouldFindFiles() throws IOException {
        Files.createDirectories(stage.run().path());
        Files.createFile(stage.temporaryFolder().resolve("scratch"));
        Path dataset = Files.createDirectories(stage.store().layout().datasetFolder("numbers"));
        Files.createDirectory(dataset.resolve(".new-1"));
        Files.createFile(stage.folder().resolve("hs_err_pid1.log"));

        assertThat(found()).hasSize(4);
    }

    /** {@return the folder of a version that was published, of which no file is needed here} */
    private Path publish(long version) throws IOException {
        Path folder = Files.createDirectories(stage.store().layout().versionFolder("numbers", version));
        Path link = stage.store().layout().currentLink("numbers");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(Long.toString(version)));
        return folder;
    }

    @Test
    void shouldFindAVersionThatWasSuperseded() throws IOException {
        Path first = publish(1);
        assertThat(found()).isEmpty();

        publish(2);

        assertThat(found()).containsExactly(first + " is left in the store, a version that was superseded");
    }

    @Test
    void shouldFindAVersionThatWasNeverPublished() throws IOException {
        publish(1);
        Path second = Files.createDirectory(stage.store().layout().versionFolder("numbers", 2));

        assertThat(found()).containsExactly(second + " is left in the store");
    }

    @Test
    void shouldFindAnIndexThatIsNotInUse() throws IOException {
        Path version = publish(3);
        Path first = Files.createDirectory(version.resolve("index-1"));
        assertThat(found()).containsExactly(first + " is left in the store, an index not in use");

        Files.createSymbolicLink(version.resolve("index"), first.getFileName());
        assertThat(found()).isEmpty();

        Path second = Files.createDirectory(version.resolve("index-2"));
        assertThat(found()).containsExactly(second + " is left in the store, an index not in use");
    }

    @Test
    void shouldFindAnIndexUnderConstruction() throws IOException {
        Path index = Files.createDirectory(publish(1).resolve(".index-new-1"));

        assertThat(found()).containsExactly(index + " is left in the store");
    }
}
