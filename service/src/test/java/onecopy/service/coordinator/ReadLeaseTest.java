package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** That this JVM survives its tests shows that no signal of a broken lease ends it. */
@EnabledOnOs(OS.LINUX)
class ReadLeaseTest {
    @TempDir
    private Path folder;

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("file"), "published");
    }

    private static void cut(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldKeepAWriterWaitingUntilAllLeasesAreGivenBack() throws Exception {
        Path file = file();
        CompletableFuture<Void> writer;
        try (ReadLease lease = ReadLease.take(file).orElseThrow()) {
            try (ReadLease other = ReadLease.take(file).orElseThrow()) {
                assertThat(lease.isBroken()).isFalse();
                assertThat(Files.readString(file)).as("readers are free").isEqualTo("published");
                writer = CompletableFuture.runAsync(() -> cut(file));
                TestFleet.await("both notice", () -> lease.isBroken() && other.isBroken());
            }
            TimeUnit.MILLISECONDS.sleep(100);
            assertThat(Files.size(file)).isEqualTo(9);
        }
        writer.get(10, TimeUnit.SECONDS);
        assertThat(Files.size(file)).isEqualTo(1);
    }

    @Test
    void shouldDoWithoutWhereSomebodyHasTheFileOpenForWritingOrItIsGone() throws IOException {
        Path file = file();
        try (FileChannel _ = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(ReadLease.take(file)).isEqualTo(Optional.empty());
        }
        assertThat(ReadLease.take(file)).hasValueSatisfying(ReadLease::close);
        assertThat(ReadLease.take(folder.resolve("none"))).isEmpty();
    }
}
