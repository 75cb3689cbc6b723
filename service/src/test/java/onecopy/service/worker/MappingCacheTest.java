package onecopy.service.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import onecopy.data.ElementType;
import onecopy.data.mapped.MappedValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingCacheTest {
    private static final int OFFSET = 16;

    @TempDir
    private Path folder;

    @Test
    void shouldMapAFileOnce() throws IOException {
        Path file = file("a", 1);
        try (MappingCache cache = new MappingCache()) {
            MappedValues first = map(cache, file);
            assertThat(map(cache, file)).isSameAs(first);
            cache.dropStale(Set.of());
            assertThat(cache.size()).isEqualTo(1);
        }
    }

    @Test
    void shouldMapAReplacedFileAnewAndKeepTheOldOneWhileItIsUsed() throws IOException {
        Path file = file("a", 1);
        try (MappingCache cache = new MappingCache()) {
            MappedValues old = map(cache, file);
            Files.move(file("b", 2), file, StandardCopyOption.REPLACE_EXISTING);
            MappedValues fresh = map(cache, file);
            assertThat(old.get(0)).isEqualTo(1);
            assertThat(fresh.get(0)).isEqualTo(2);
            cache.dropStale(Set.of(old));
            assertThat(old.get(0)).isEqualTo(1);
            assertThat(cache.size()).isEqualTo(2);
            cache.dropStale(Set.of());
            assertThat(cache.size()).isEqualTo(1);
            assertThat(map(cache, file)).isSameAs(fresh);
        }
    }

    @Test
    void shouldLetGoOfARemovedFileOnceNoJobUsesIt() throws IOException {
        Path file = file("a", 1);
        try (MappingCache cache = new MappingCache()) {
            MappedValues values = map(cache, file);
            Files.delete(file);
            cache.dropStale(Set.of(values));
            assertThat(cache.size()).isEqualTo(1);
            cache.dropStale(Set.of());
            assertThat(cache.size()).isZero();
        }
    }

    @Test
    void shouldKeepWhatAJobUsesWhenItUnmapsTheIdleOnes() throws IOException {
        try (MappingCache cache = new MappingCache()) {
            MappedValues used = map(cache, file("a", 1));
            map(cache, file("b", 2));
            cache.dropIdle(Set.of(used));
            assertThat(cache.size()).isEqualTo(1);
            assertThat(used.get(0)).isEqualTo(1);
        }
    }

    private static MappedValues map(MappingCache cache, Path file) {
        return cache.map(file, ElementType.INT32, OFFSET, 1);
    }

    private Path file(String name, int value) throws IOException {
        byte[] bytes = new byte[OFFSET + Integer.BYTES];
        bytes[OFFSET] = (byte) value;
        return Files.write(folder.resolve(name), bytes);
    }
}
