package onecopy.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final int ROUNDS = 5_000;

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
    @Timeout(60)
    void shouldBeMadeByManyAtOnceWhileOthersRemoveIt() throws Exception {
        RunDirectory run = RunDirectory.at(folder.resolve("run"));
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 3; i++) {
                all.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        run.create();
                        OwnFiles.require(run.locksFile());
                        run.requirePrivate();
                    }
                }));
            }
            all.add(threads.submit(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    run.removeAll();
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    @Test
    @Timeout(60)
    void shouldLookAtFilesThatVanish() throws Exception {
        RunDirectory run = RunDirectory.at(folder.resolve("run"));
        run.create();
        Thread comesAndGoes = Thread.ofPlatform().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    OwnFiles.create(run.tokenFile());
                    run.withdrawAddress();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        try {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(OwnFiles.require(run.tokenFile())).isEqualTo(run.tokenFile());
            }
            assertThat(comesAndGoes.isAlive()).isTrue();
        } finally {
            comesAndGoes.interrupt();
            comesAndGoes.join();
        }
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
