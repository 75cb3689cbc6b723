package onecopy.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.zones.ZoneMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody writes a file of a version anew, which makes it empty for an instant, at any moment of a read. */
class RewrittenFilesTest {
    private static final int READS = 5_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {StoreLayout.MANIFEST, StoreLayout.CHECKSUMS, StoreLayout.ZONES})
    void shouldBeReadWholeOrCalledCorrupt(String name) throws Exception {
        Store store = Store.at(folder);
        Path file = TestStore.publish(store, "x", 1, ElementType.INT64, new long[40 * ZoneMap.ZONE_ELEMENTS])
                .resolve(name);
        byte[] content = Files.readAllBytes(file);
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                assertThatNoException().isThrownBy(() -> Files.write(file, content));
            }
        });
        int corrupt = 0;
        try {
            for (int i = 0; i < READS; i++) {
                corrupt += isReadWhole(store) ? 0 : 1;
            }
        } finally {
            over.set(true);
            writer.join();
        }
        assertThat(corrupt).isPositive();
        assertThat(isReadWhole(store)).isTrue();
    }

    private static boolean isReadWhole(Store store) {
        try (DatasetVersion version = store.openCurrent("x")) {
            assertThat(version.checksums()).isNotNull();
            assertThat(version.zones()).isPresent();
            return true;
        } catch (OnecopyException e) {
            assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.CORRUPT);
            return false;
        }
    }
}
