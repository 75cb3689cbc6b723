package onecopy.service.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ProcessMemoryTest {
    private static final int LENGTH_BYTES = 1 << 20;
    private static final int PAGE_BYTES = 4096;

    @TempDir
    Path folder;

    private Path file() throws IOException {
        return Files.write(folder.resolve("some values é.npy"), new byte[LENGTH_BYTES]);
    }

    private static FileShare ownShare(FileIdentity file) {
        return ProcessMemory.of(ProcessHandle.current().pid(), file).orElseThrow().file();
    }

    private static void touch(MemorySegment mapped) {
        long sum = 0;
        for (long i = 0; i < mapped.byteSize(); i += PAGE_BYTES) {
            sum += mapped.get(ValueLayout.JAVA_BYTE, i);
        }
        assertThat(sum).isZero();
    }

    private static MemorySegment map(Path file, MapMode mode, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(mode, 0, channel.size(), arena);
        }
    }

    @Test
    void shouldSeeAReadOnlySharedMappingPageByPage() throws IOException {
        FileIdentity file = FileIdentity.of(file());
        assertThat(ownShare(file)).isEqualTo(FileShare.NONE);
        try (Arena arena = Arena.ofConfined()) {
            touch(map(file.path(), MapMode.READ_ONLY, arena));
            FileShare share = ownShare(file);
            assertThat(share.mappings()).isEqualTo(1);
            assertThat(share.readOnly()).isTrue();
            assertThat(share.shared()).isTrue();
            assertThat(share.rssBytes()).isEqualTo(LENGTH_BYTES);
            assertThat(share.pssBytes()).isEqualTo(LENGTH_BYTES);
            assertThat(share.anonymousBytes()).isZero();
        }
        assertThat(ownShare(file)).isEqualTo(FileShare.NONE);
    }

    @Test
    void shouldSeeCopiesOfAPrivateMapping() throws IOException {
        FileIdentity file = FileIdentity.of(file());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = map(file.path(), MapMode.PRIVATE, arena);
            mapped.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
            FileShare share = ownShare(file);
            assertThat(share.readOnly()).isFalse();
            assertThat(share.shared()).isFalse();
            assertThat(share.privateDirtyBytes()).isEqualTo(PAGE_BYTES);
            assertThat(share.anonymousBytes()).isEqualTo(PAGE_BYTES);
        }
    }

    @Test
    void shouldRecogniseTheFileThroughAnotherLink() throws IOException {
        Path file = file();
        Path link = Files.createLink(folder.resolve("adopted"), file);
        try (Arena arena = Arena.ofConfined()) {
            touch(map(link, MapMode.READ_ONLY, arena));
            assertThat(ownShare(FileIdentity.of(file)).isMapped()).isTrue();
            assertThat(Mappers.of(FileIdentity.of(file))).contains(ProcessHandle.current().pid());
        }
    }

    @Test
    void shouldCountWhatIsPrivateBesidesTheFile() throws IOException {
        long own = ProcessMemory.of(ProcessHandle.current().pid(), FileIdentity.of(file())).orElseThrow().ownBytes();
        assertThat(own).isBetween(10L << 20, 8L << 30);
    }

    @Test
    void shouldKnowNothingOfAProcessThatEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThat(ProcessMemory.of(ended.pid(), FileIdentity.of(file()))).isEmpty();
    }

    @Test
    void shouldTellHowMuchOfAFileIsInMemory() throws IOException {
        assertThat(PageCache.residentBytes(file())).isEqualTo(LENGTH_BYTES);
        Path odd = Files.write(folder.resolve("odd"), new byte[PAGE_BYTES + 1]);
        assertThat(PageCache.residentBytes(odd)).isEqualTo(2 * PAGE_BYTES);
        assertThat(PageCache.residentBytes(Files.createFile(folder.resolve("empty")))).isZero();
    }

    @Test
    void shouldTellHeadersFromFigures() {
        assertThat(MappingHeader.isHeader("7f1c2a000000-7f1c2a100000 r--s 00000000 fe:00 12 /a b: c")).isTrue();
        assertThat(MappingHeader.isHeader("AnonHugePages:      0 kB")).isFalse();
        assertThat(MappingHeader.isHeader("Pss_Dirty: 0 kB")).isFalse();
        MappingHeader header = MappingHeader.parse("7f-80 r--s 00001000 fe:00 12                  /a b: c");
        assertThat(header).isEqualTo(new MappingHeader("r--s", "fe:00", 12, "/a b: c"));
        assertThat(MappingHeader.parse("7f-80 rw-p 00000000 00:00 0").path()).isEmpty();
    }
}
