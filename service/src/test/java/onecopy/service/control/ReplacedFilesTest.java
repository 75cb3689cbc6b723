package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.OwnFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that others replace while they are opened go by their own identity, and failures leave no drafts. */
@Timeout(60)
class ReplacedFilesTest {
    /** So many that none comes back while one is opened. */
    private static final int FILES = 300;
    private static final int OPENINGS = 3_000;
    private static final long PAUSE_NS = 20_000;

    @TempDir
    private Path folder;

    @Test
    void shouldKnowWhichControlFileItMapped() throws Exception {
        List<Path> files = files(file -> ControlFile.create(file, number(file)).close());
        Path path = folder.resolve("control");
        whileReplaced(path, files, () -> {
            try (ControlFile opened = ControlFile.open(path)) {
                assertThat(opened.isStillAt(files.get((int) opened.fleetId()))).isTrue();
            }
        });
    }

    @Test
    void shouldKnowWhichLocksFileItHolds() throws Exception {
        List<Path> files = files(file -> {
            OwnFiles.create(file);
            Files.writeString(file, file.getFileName().toString());
        });
        Path path = folder.resolve("locks");
        whileReplaced(path, files, () -> {
            try (LocksFile opened = LocksFile.open(path, true)) {
                assertThat(opened.isStillAt(folder.resolve(contentOf(opened.channel())))).isTrue();
            }
        });
    }

    @Test
    void shouldLeaveNoDraftWhereTheControlFileCannotBeMade() throws IOException {
        Path path = Files.createDirectories(folder.resolve("control"));
        Files.createFile(path.resolve("x"));
        assertThatThrownBy(() -> ControlFile.create(path, 1)).isInstanceOf(OnecopyException.class);
        assertThat(folder).isDirectoryContaining(path::equals).isDirectoryNotContaining("glob:**.new");
    }

    private interface Step {
        void run() throws IOException;
    }

    private interface Making {
        void make(Path file) throws IOException;
    }

    private List<Path> files(Making making) throws IOException {
        List<Path> files = IntStream.range(0, FILES).mapToObj(i -> folder.resolve(Integer.toString(i))).toList();
        for (Path file : files) {
            making.make(file);
        }
        return files;
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString());
    }

    private static String contentOf(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(10);
        int length = channel.read(content, 0);
        return new String(content.array(), 0, length, StandardCharsets.US_ASCII);
    }

    private static void whileReplaced(Path path, List<Path> files, Step step) throws Exception {
        Path link = path.resolveSibling("link");
        Files.createLink(path, files.getFirst());
        Thread replacing = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 1; !Thread.currentThread().isInterrupted(); i++) {
                    Files.createLink(link, files.get(i % FILES));
                    Files.move(link, path, StandardCopyOption.ATOMIC_MOVE);
                    LockSupport.parkNanos(PAUSE_NS);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        try {
            for (int i = 0; i < OPENINGS; i++) {
                step.run();
            }
            assertThat(replacing.isAlive()).isTrue();
        } finally {
            replacing.interrupt();
            replacing.join();
        }
    }
}
