package onecopy.loader.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import onecopy.data.store.Store;
import onecopy.loader.LoadOptions;
import onecopy.loader.Loader;
import onecopy.loader.StoreFixture;
import onecopy.loader.source.RandomSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends real loader processes at random moments. */
class KilledLoaderTest {
    private static final int ROUNDS = 12;
    private static final int LARGE = 20_000_000;

    @TempDir
    Path folder;
    private Store store;

    @BeforeEach
    void makeStore() {
        store = Store.at(folder.resolve("store"));
        load(10);
    }

    @Test
    void shouldLeaveTheOldVersionOrTheNewOneWhenKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Process loader = startLoader(LARGE);
            waitUntilLoading(loader);
            loader.waitFor(random.nextInt(400_000), TimeUnit.MICROSECONDS);
            loader.destroyForcibly().waitFor();
            assertThat(StoreFixture.values(store, "d").length).as("seed %s, round %s", seed, round).isIn(10, LARGE);
            assertThat(StoreFixture.damages(store, "d")).as("seed %s, round %s", seed, round).isEmpty();
            assertThat(StoreFixture.indexDamages(store, "d")).as("seed %s, round %s", seed, round).isEmpty();
            load(10);
            assertThat(store.litter("d")).as("seed %s, round %s", seed, round).isEmpty();
            assertThat(store.versions("d")).hasSize(1);
        }
    }

    @Test
    void shouldLeaveNothingWhenAskedToEnd() throws Exception {
        Process loader = startLoader(200_000_000);
        waitUntilLoading(loader);
        loader.destroy();
        assertThat(loader.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(loader.exitValue()).isEqualTo(143);
        assertThat(store.litter("d")).isEmpty();
        assertThat(StoreFixture.values(store, "d")).hasSize(10);
    }

    @Test
    void shouldLeaveNothingWhenAskedToEndWhileItBuildsTheIndex() throws Exception {
        Process loader = startLoader(LARGE, "--form", "sorted");
        while (!isIndexing() && loader.isAlive()) {
            loader.waitFor(1, TimeUnit.MILLISECONDS);
        }
        assertThat(loader.isAlive()).isTrue();
        loader.destroy();
        assertThat(loader.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(loader.exitValue()).isEqualTo(143);
        assertThat(store.litter("d")).isEmpty();
        assertThat(StoreFixture.values(store, "d")).hasSize(10);
    }

    private boolean isIndexing() throws IOException {
        try (Stream<Path> files = Files.walk(store.layout().datasetFolder("d"), 2)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(".index-new-"));
        } catch (UncheckedIOException | NoSuchFileException _) {
            return false;
        }
    }

    private void load(long count) {
        Loader.load(store, "d", new RandomSource(count, 0, 9, 1), LoadOptions.DEFAULT);
    }

    private void waitUntilLoading(Process loader) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (store.litter("d").isEmpty() && loader.isAlive()) {
            assertThat(System.nanoTime() - deadlineNs).as("a loader that writes within a minute").isNegative();
            loader.waitFor(2, TimeUnit.MILLISECONDS);
        }
    }

    private Process startLoader(long count, String... options) throws IOException {
        Path home = Path.of(System.getProperty("onecopy.home"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("config/jvm/loader.args"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        Collections.addAll(command, "onecopy.loader.cli.LoaderMain", "load", "d", "--random", Long.toString(count),
                "--min", "0", "--max", "9", "--store", store.root().toString());
        Collections.addAll(command, options);
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "loader", ".log").toFile()).start();
    }
}
