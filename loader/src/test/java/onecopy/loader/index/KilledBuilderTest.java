package onecopy.loader.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.ElementType;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexVerification;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetVersion;
import onecopy.loader.LoadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledBuilderTest {
    private static final long SEED = 7;
    private static final int KILLS = 6;
    private static final long LONGEST_WAIT_NS = 60_000_000;

    @TempDir
    Path temporary;

    @Test
    void shouldLeaveAWholeIndexWheneverItIsKilled() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        IndexedStore indexed = new IndexedStore(temporary.resolve("store"));
        IndexFixture fixture = IndexFixture.random(IndexFixture.Kind.FULL_RANGE, ElementType.INT32, 50_000, random);
        indexed.load(fixture, LoadOptions.DEFAULT);
        for (int kill = 0; kill < KILLS; kill++) {
            killWhileBuilding(random);
            String which = "kill " + kill + ", seed " + SEED;
            try (DatasetVersion version = indexed.store().openCurrent(IndexedStore.NAME)) {
                assertThat(IndexVerification.damages(version, _ -> {})).as(which).isEmpty();
                try (ValueIndex index = ValueIndex.openCurrent(version).orElseThrow()) {
                    assertThat(index.countAtMost(0)).as(which).isEqualTo(fixture.countAtMost(0));
                }
                IndexPublisher.publish(version, IndexedStore.options(IndexForm.DISTINCT));
                assertThat(indexed.names(version.folder())).as(which)
                        .noneMatch(name -> name.startsWith(".index-new") || name.startsWith(".index-link"))
                        .filteredOn(name -> name.startsWith("index-")).hasSize(1);
            }
        }
    }

    private void killWhileBuilding(SplittableRandom random) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "--add-exports", "java.base/jdk.internal.ref=ALL-UNNAMED", "--add-exports",
                        "java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens", "java.base/java.lang.reflect=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-cp",
                        System.getProperty("java.class.path"), EndlessIndexing.class.getName(),
                        temporary.resolve("store").toString()));
        Process builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader lines = builder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isNotNull();
            LockSupport.parkNanos(random.nextLong(LONGEST_WAIT_NS));
        } finally {
            builder.destroyForcibly().waitFor();
        }
    }
}
