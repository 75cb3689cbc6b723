package onecopy.loader.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.loader.LoadOptions;
import onecopy.loader.Loader;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.loader.source.RandomSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may hold up writers, and what they say then. This process holds the locks, others want them. */
class HeldLockTest {
    private static final String OPEN_TO_READERS = "rw-r--r--";
    private static final String CLOSED = "rw-------";

    @TempDir
    Path folder;
    private Store store;

    @BeforeEach
    void load() {
        store = Store.at(folder.resolve("store"));
        load("a");
    }

    @Test
    void shouldCloseLockFilesToOtherUsers() throws IOException {
        Path changeLock = store.layout().changeLock("a");
        Path indexLock = store.layout().versionFolder("a", 1).resolve(".index-lock");
        index();
        assertThat(permissions(changeLock)).isEqualTo(CLOSED);
        assertThat(permissions(indexLock)).isEqualTo(CLOSED);
        try (Staging staging = Staging.open(store, "a")) {
            assertThat(permissions(staging.folder().resolve("writer"))).isEqualTo(CLOSED);
        }
        for (Path lock : List.of(changeLock, indexLock)) {
            Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString(OPEN_TO_READERS));
        }
        index();
        Staging.open(store, "a").close();
        assertThat(permissions(changeLock)).isEqualTo(CLOSED);
        assertThat(permissions(indexLock)).isEqualTo(CLOSED);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldSayOnceWhatItWaitsForAndGoOn() throws Exception {
        Path lock = store.layout().changeLock("a");
        Path log = folder.resolve("log");
        Process dropping;
        try (FileChannel channel = FileChannel.open(lock); FileLock _ = channel.lock(0, Long.MAX_VALUE, true)) {
            dropping = start(log, "drop", "a");
            while (Files.size(log) == 0) {
                assertThat(dropping.waitFor(10, TimeUnit.MILLISECONDS)).as(Files.readString(log)).isFalse();
            }
            assertThat(dropping.waitFor(3, TimeUnit.SECONDS)).isFalse();
        }
        assertThat(dropping.waitFor()).isZero();
        assertThat(Files.readAllLines(log)).hasSize(2).first().asString()
                .endsWith("waiting for another load or drop of 'a', which holds " + lock);
        assertThat(store.names()).isEmpty();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldLoadADatasetWhileAnotherWithLitterIsHeld() throws Exception {
        Path litter = Files.createDirectory(store.layout().datasetFolder("a").resolve(".old-x"));
        Path log = folder.resolve("log");
        try (FileChannel channel = FileChannel.open(store.layout().changeLock("a"));
                FileLock _ = channel.lock(0, Long.MAX_VALUE, true)) {
            Process loading = start(log, "load", "b", "--random", "10", "--min", "0", "--max", "9");
            assertThat(loading.waitFor()).as(Files.readString(log)).isZero();
            assertThat(store.names()).containsExactly("a", "b");
            assertThat(litter).exists();
        }
        load("b");
        assertThat(litter).doesNotExist();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldEndALoadThatIsToldToWhoeverHoldsTheLock() throws Exception {
        Path log = folder.resolve("log");
        Process loading = start(log, "load", "a", "--text", "-");
        while (entries().size() == 2) {
            assertThat(loading.waitFor(10, TimeUnit.MILLISECONDS)).as(Files.readString(log)).isFalse();
        }
        try (FileChannel channel = FileChannel.open(store.layout().changeLock("a"));
                FileLock _ = channel.lock(0, Long.MAX_VALUE, true)) {
            loading.destroy();
            assertThat(loading.waitFor(30, TimeUnit.SECONDS)).as("a load that was told to end ends").isTrue();
        }
        assertThat(entries()).as("litter").hasSize(3);
        load("a");
        assertThat(entries()).hasSize(2);
    }

    /** {@return what is in the folder of the dataset: a version, the link to it, and what is to become or was one} */
    private List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.list(store.layout().datasetFolder("a"))) {
            return all.toList();
        }
    }

    private void load(String name) {
        Loader.load(store, name, new RandomSource(10, 0, 9, 1), LoadOptions.DEFAULT);
    }

    private void index() {
        try (DatasetVersion version = store.openCurrent("a")) {
            IndexPublisher.publish(version, IndexOptions.usual());
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Process start(Path log, String... arguments) throws IOException {
        Path jvm = Path.of(System.getProperty("onecopy.home")).resolve("config/jvm");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + jvm.resolve("loader.args"), "@" + jvm.resolve("logging.args"), "-cp",
                        System.getProperty("java.class.path"), "onecopy.loader.cli.LoaderMain"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--store", store.root().toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }
}
