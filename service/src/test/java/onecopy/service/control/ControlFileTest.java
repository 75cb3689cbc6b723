package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlFileTest {
    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("control");
    }

    @Test
    void shouldBeSparseAndItsOwnersAlone() throws IOException {
        ControlFile.create(path, 7).close();

        assertThat(Files.size(path)).isEqualTo(ControlFileDescriptor.FILE_LENGTH);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void shouldKeepTheOldFileUnderThoseWhoMapIt() {
        try (ControlFile old = ControlFile.create(path, 1); ControlFile fresh = ControlFile.create(path, 2)) {
            assertThat(old.fleetId()).isEqualTo(1);
            assertThat(old.isStillAt(path)).isFalse();
            assertThat(fresh.isStillAt(path)).isTrue();
            try (ControlFile opened = ControlFile.openReadOnly(path)) {
                assertThat(opened.fleetId()).isEqualTo(2);
            }
        }
    }

    @Test
    void shouldTellAForeignFileFromADamagedOne() throws IOException {
        ControlFile.create(path, 1).close();
        assertRefused(ControlFileDescriptor.MAGIC_OFFSET, "is not a control file");
        assertRefused(ControlFileDescriptor.WORKER_SLOT_COUNT_OFFSET, "contradicts its own version");
    }

    @Test
    void shouldTellOlderFromNewer() throws IOException {
        ControlFile.create(path, 1).close();
        poke(ControlFileDescriptor.VERSION_OFFSET, 0);
        assertThatThrownBy(() -> ControlFile.open(path)).hasMessageContaining("version 0")
                .hasMessageContaining("older");
        poke(ControlFileDescriptor.VERSION_OFFSET, 99);
        assertThatThrownBy(() -> ControlFile.open(path)).hasMessageContaining("version 99")
                .hasMessageContaining("newer");
    }

    @Test
    void shouldNoticeThatAFileIsCutShort() throws IOException {
        ControlFile.create(path, 1).close();
        for (long length : new long[]{0, 100, 4096, ControlFileDescriptor.FILE_LENGTH - 1L}) {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(length);
            }
            assertThatThrownBy(() -> ControlFile.open(path)).as("length %s", length)
                    .isInstanceOfSatisfying(OnecopyException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT))
                    .hasMessageContaining("cut short").hasMessageContaining(length + " ");
            ControlFile.create(path, 1).close();
        }
    }

    private void assertRefused(int offset, String reason) throws IOException {
        int before = poke(offset, 0x0BAD);
        assertThatThrownBy(() -> ControlFile.openReadOnly(path)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT)).hasMessageContaining(reason);
        assertThat(poke(offset, before)).isEqualTo(0x0BAD);
        ControlFile.openReadOnly(path).close();
    }

    private int poke(int offset, int value) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(offset);
            int before = Integer.reverseBytes(file.readInt());
            file.seek(offset);
            file.writeInt(Integer.reverseBytes(value));
            return before;
        }
    }
}
