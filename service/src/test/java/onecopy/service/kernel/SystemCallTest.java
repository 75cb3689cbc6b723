package onecopy.service.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SystemCallTest {
    private static final long AT_FDCWD = -100;
    private static final long F_GETFD = 1;

    @TempDir
    Path folder;

    @Test
    void shouldOpenAndCloseAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(file.toString());
            long descriptor = SystemCall.OPENAT.invoke(AT_FDCWD, path.address(), 0, 0);
            assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)))
                    .isEqualTo(file.toRealPath());
            assertThat(SystemCall.CLOSE.invoke(descriptor, 0, 0, 0)).isZero();
        }
    }

    @Test
    void shouldSayThatTheKernelRefuses() {
        assertThat(SystemCall.FCNTL.invoke(1_000_000, F_GETFD, 0, 0)).isEqualTo(-1);
    }
}
