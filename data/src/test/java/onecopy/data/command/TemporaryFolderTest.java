package onecopy.data.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TemporaryFolderTest {
    private static final long SEED = 20_261_123;
    private static final int PROCESSES = 8;
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    Path parent;

    @Test
    void shouldRemoveEverythingInItWhenClosed() throws IOException {
        AtomicInteger ended = new AtomicInteger();
        TemporaryFolder folder = TemporaryFolder.in(parent, "x-", ended::incrementAndGet);
        Files.writeString(Files.createDirectories(folder.path().resolve("c/d")).resolve("file"), "text");

        folder.close();
        folder.close();

        assertThat(parent).isEmptyDirectory();
        assertThat(ended).hasValue(1);
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(folder::path)
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
    }

    @Test
    void shouldLeaveWhatIsToBeKept() throws IOException {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.in(parent, "x-", () -> {})) {
            path = Files.writeString(folder.path().resolve("file"), "text");
            folder.keep();
        }

        assertThat(path).hasContent("text");
    }

    @Test
    void shouldGoFromUnderAThreadThatWritesIntoIt() throws Exception {
        TemporaryFolder folder = TemporaryFolder.in(parent, "x-", () -> {});
        Path path = folder.path();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0;; i++) {
                    Files.createDirectory(path.resolve("folder-" + i));
                }
            } catch (IOException _) {
                // the folder has gone
            }
        });
        while (!Files.exists(path.resolve("folder-9"))) {
            assertThat(writer.isAlive()).isTrue();
        }

        folder.close();
        writer.join();

        assertThat(parent).isEmptyDirectory();
    }

    /** Whenever it is asked: before there is a folder, while it is made, with something in it. */
    @Test
    void shouldLeaveNothingOfAProcessThatIsAskedToEnd() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < PROCESSES; i++) {
            Process process = new ProcessBuilder(
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                            System.getProperty("java.class.path"), "-Xshare:auto", "-XX:TieredStopAtLevel=1",
                            Maker.class.getName(), parent.toString()))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (i % 2 == 0) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
            } else {
                awaitEntry(process);
            }

            process.destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(parent).isEmptyDirectory();
        }
    }

    private void awaitEntry(Process process) throws IOException {
        while (true) {
            assertThat(process.isAlive()).isTrue();
            try (Stream<Path> entries = Files.list(parent)) {
                if (entries.findAny().isPresent()) {
                    return;
                }
            }
        }
    }

    /** A command that works in folders of its own until it is told to end. */
    static final class Maker {
        private Maker() {}

        public static void main(String[] arguments) throws IOException {
            while (true) {
                try (TemporaryFolder folder = TemporaryFolder.in(Path.of(arguments[0]), "x-", () -> {})) {
                    for (int i = 0; i < 20; i++) {
                        Files.writeString(folder.path().resolve("file-" + i), "text");
                    }
                }
            }
        }
    }
}
