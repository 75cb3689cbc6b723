package onecopy.loader.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.data.store.StoreLayout;
import onecopy.loader.LoadOptions;
import onecopy.loader.LoadReport;
import onecopy.loader.Loader;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.loader.source.RandomSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in a store leads out of it: not a name, not a link, not a pipe in place of a file. */
class LinkGamesTest {
    private static final String NAME = "numbers";

    @TempDir
    private Path folder;

    private Store store;
    private Path dataset;
    private Path version;

    @BeforeEach
    void load() {
        store = Store.at(folder.resolve("store"));
        load(NAME);
        dataset = store.layout().datasetFolder(NAME);
        version = store.layout().versionFolder(NAME, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../numbers", "../../etc/passwd", "/etc/passwd", "numbers/1", "a/../numbers",
        "numbers\0", "num\nbers", "num\u007fbers", "num bers", "-rf", ".hidden", "_x", "numb\u0435rs", "numbers\\1",
        "numbers/", "%2e%2e", "@1", "~", "*"})
    void shouldRefuseNamesThatAreNone(String name) {
        assertInvalid(() -> Store.requireName(name));
        assertInvalid(() -> DatasetReference.parse(name));
        assertInvalid(() -> store.openCurrent(name));
        assertInvalid(() -> store.open(name, 1));
        assertInvalid(() -> store.versions(name));
        assertInvalid(() -> store.litter(name));
        assertInvalid(() -> load(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./1", "1000000000000000000", "", "elsewhere"})
    void shouldRemoveNoVersionWhereTheLinkToTheCurrentOneIsDamaged(String target) throws IOException {
        Path link = store.layout().currentLink(NAME);
        Files.delete(link);
        if (target.isEmpty()) {
            Files.createFile(link);
        } else {
            Files.createSymbolicLink(link, Path.of(target));
        }
        load("other");
        assertThat(version.resolve(StoreLayout.VALUES)).exists();
        assertThat(store.litter(NAME)).isEmpty();
    }

    @Test
    void shouldRefuseANameThatIsTooLong() {
        assertThat(Store.requireName("x".repeat(100))).hasSize(100);
        assertInvalid(() -> Store.requireName("x".repeat(101)));
        assertInvalid(() -> DatasetReference.parse("x".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {StoreLayout.VALUES, StoreLayout.MANIFEST, StoreLayout.PIN})
    void shouldRefuseALinkInPlaceOfAFile(String file) throws IOException {
        replaceByLink(version.resolve(file));
        assertCorrupt(() -> store.openCurrent(NAME));
        assertCorrupt(() -> store.open(NAME, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {StoreLayout.CHECKSUMS, StoreLayout.ZONES})
    void shouldRefuseALinkInPlaceOfWhatIsReadLater(String file) throws IOException {
        replaceByLink(version.resolve(file));
        try (DatasetVersion open = store.openCurrent(NAME)) {
            assertCorrupt(() -> {
                open.checksums();
                open.zones();
            });
        }
    }

    @Test
    void shouldRefuseALinkInPlaceOfAVersionOrADataset() throws IOException {
        replaceByLink(version);
        assertCorrupt(() -> store.openCurrent(NAME));
        Files.delete(version);
        Files.move(folder.resolve("outside"), version);
        replaceByLink(dataset);
        assertCorrupt(() -> store.openCurrent(NAME));
        assertThat(store.list()).allMatch(summary -> summary.manifest().isEmpty());
        assertCorrupt(() -> load(NAME));
    }

    @Test
    void shouldRemoveNothingThroughALinkInPlaceOfADataset() throws IOException {
        load("small");
        Path small = store.layout().datasetFolder("small");
        replaceByLink(dataset);
        Path link = Files.createSymbolicLink(store.layout().datasetFolder("lk"), Path.of("small"));
        for (Path each : List.of(dataset, link)) {
            List<Path> before = filesBelow(each.toRealPath());
            assertRefused(() -> drop(each.getFileName().toString()), each);
            assertRefused(() -> load(each.getFileName().toString()), each);
            assertThat(filesBelow(each.toRealPath())).isEqualTo(before);
            assertThat(each).isSymbolicLink();
        }
        assertThat(filesBelow(small)).contains(small.resolve("1/values.npy"));
    }

    @Test
    void shouldRemoveNothingThroughALinkInPlaceOfAVersion() throws IOException {
        Loader.load(store, NAME, new RandomSource(1000, 0, 9, 1), LoadOptions.DEFAULT.withKeepOld(true));
        replaceByLink(version);
        List<Path> before = filesBelow(folder.resolve("outside"));
        assertRefused(() -> drop(NAME + "@1"), version);
        assertRefused(() -> drop(NAME), version);
        assertThat(store.versions(NAME)).containsExactly(1L, 2L);
        LoadReport report = Loader.load(store, NAME, new RandomSource(1000, 0, 9, 1), LoadOptions.DEFAULT);
        assertThat(report.warnings()).singleElement().asString().startsWith("version 1 of numbers stays: ");
        assertThat(filesBelow(folder.resolve("outside"))).isEqualTo(before);
        assertThat(version).isSymbolicLink();
    }

    @Test
    void shouldRemoveLitterButNotWhatItLeadsTo() throws IOException {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Path file = Files.writeString(precious.resolve(StoreLayout.VALUES), "precious");
        for (String name : List.of(".new-x", ".old-x", "2")) {
            Files.createSymbolicLink(dataset.resolve(name), precious);
        }
        Path litter = Files.createDirectory(dataset.resolve(".new-y"));
        Files.createSymbolicLink(litter.resolve("folder"), precious);
        Files.createSymbolicLink(litter.resolve(StoreLayout.VALUES), file);
        load("other");
        assertThat(store.litter(NAME)).isEmpty();
        assertThat(file).hasContent("precious");
    }

    @Test
    void shouldClearNoLitterWhereALinkedDatasetLeads() throws IOException {
        Path litter = Files.createDirectory(dataset.resolve(".old-x"));
        replaceByLink(dataset);
        LoadReport report = Loader.load(store, "other", new RandomSource(1000, 0, 9, 1), LoadOptions.DEFAULT);
        assertThat(report.warnings()).containsExactly(dataset + " is corrupt: it is a symbolic link, not a folder");
        assertThat(folder.resolve("outside").resolve(litter.getFileName())).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../numbers/1", "/etc", "./1", "01", "-1", "1\n", "999999999999999999999", "current"})
    void shouldTakeOnlyANumberForTheCurrentVersion(String target) throws IOException {
        Path link = store.layout().currentLink(NAME);
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of(target));
        assertThatThrownBy(() -> store.openCurrent(NAME)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isIn(Fault.NOT_FOUND, Fault.CORRUPT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../1/index-1", "/etc", "index-0", "values.npy", "..", "index-1/../index-1"})
    void shouldTakeOnlyAnIndexOfTheVersion(String target) throws IOException {
        Path link = version.resolve("index");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of(target));
        try (DatasetVersion open = store.openCurrent(NAME)) {
            assertCorrupt(() -> ValueIndex.openCurrent(open));
        }
    }

    @Test
    void shouldRefuseLinksWithinAnIndex() throws IOException {
        Path index = version.resolve("index-1");
        replaceByLink(index.resolve("values.npy"));
        try (DatasetVersion open = store.openCurrent(NAME)) {
            assertCorrupt(() -> ValueIndex.openCurrent(open));
            Files.delete(index.resolve("values.npy"));
            Files.move(folder.resolve("outside"), index.resolve("values.npy"));
            replaceByLink(index);
            assertCorrupt(() -> ValueIndex.openCurrent(open));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {StoreLayout.VALUES, StoreLayout.MANIFEST, StoreLayout.PIN})
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void shouldNotWaitForAPipeInPlaceOfAFile(String file) throws IOException, InterruptedException {
        Path pipe = version.resolve(file);
        Files.delete(pipe);
        makePipe(pipe);
        assertCorrupt(() -> store.openCurrent(NAME));
    }

    @Test
    void shouldNotWriteThroughALinkInPlaceOfALock() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path lock = store.layout().changeLock(NAME);
        Files.delete(lock);
        Files.createSymbolicLink(lock, victim);
        assertThatThrownBy(() -> load(NAME)).isInstanceOf(OnecopyException.class);
        Files.delete(lock);
        Path locks = Files.createDirectory(folder.resolve("locks"));
        deleteFolder(lock.getParent());
        Files.createSymbolicLink(lock.getParent(), locks);
        assertThatThrownBy(() -> load(NAME)).isInstanceOf(OnecopyException.class);
        assertThat(victim).hasContent("precious");
        assertThat(locks).isEmptyDirectory();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void shouldNotWaitForAPipeInPlaceOfALock() throws IOException, InterruptedException {
        Path indexLock = version.resolve(IndexLayout.LOCK);
        Files.deleteIfExists(indexLock);
        makePipe(indexLock);
        try (DatasetVersion open = store.openCurrent(NAME)) {
            assertThatThrownBy(() -> IndexPublisher.publish(open, IndexOptions.usual()))
                    .hasMessage(indexLock + " is corrupt: it is a pipe or device, not a file");
        }
        Path writer = Files.createDirectory(dataset.resolve(".new-1")).resolve("writer");
        makePipe(writer);
        LoadReport report = Loader.load(store, "other", new RandomSource(1000, 0, 9, 1), LoadOptions.DEFAULT);
        assertThat(report.warnings()).containsExactly(writer + " is corrupt: it is a pipe or device, not a file");
        Path lock = store.layout().changeLock(NAME);
        Files.delete(lock);
        makePipe(lock);
        assertThatThrownBy(() -> load(NAME)).hasMessage(lock + " is corrupt: it is a pipe or device, not a file");
    }

    @Test
    void shouldNotMakeAFileWhereALinkInPlaceOfAnIndexLockLeads() throws IOException {
        Path indexLock = version.resolve(IndexLayout.LOCK);
        Path created = folder.resolve("created");
        Files.deleteIfExists(indexLock);
        Files.createSymbolicLink(indexLock, created);
        try (DatasetVersion open = store.openCurrent(NAME)) {
            assertThatThrownBy(() -> IndexPublisher.publish(open, IndexOptions.usual()))
                    .hasMessage(indexLock + " is corrupt: it is a symbolic link, not a file");
        }
        assertThat(created).doesNotExist();
    }

    @Test
    void shouldNotReadAManifestThatFillsTheHeap() throws IOException {
        Path manifest = version.resolve(StoreLayout.MANIFEST);
        Files.delete(manifest);
        try (RandomAccessFile file = new RandomAccessFile(manifest.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertThatThrownBy(() -> store.openCurrent(NAME)).hasMessageContaining("1099511627776 bytes, at most 1048576");
    }

    private void load(String name) {
        Loader.load(store, name, new RandomSource(1000, 0, 9, 1),
                LoadOptions.DEFAULT.withType(ElementType.INT32).withIndex(IndexOptions.usual()));
    }

    private List<Long> drop(String reference) {
        return new Versions(store).drop(DatasetReference.parse(reference));
    }

    private static void makePipe(Path pipe) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor()).isZero();
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    private static void assertRefused(ThrowingCallable action, Path link) {
        assertCorrupt(action);
        assertThatThrownBy(action).hasMessage(link + " is corrupt: it is a symbolic link, not a folder");
    }

    private void replaceByLink(Path path) throws IOException {
        Path outside = folder.resolve("outside");
        Files.move(path, outside);
        Files.createSymbolicLink(path, outside);
    }

    private static void deleteFolder(Path path) throws IOException {
        for (Path entry : Folders.entries(path)) {
            Files.delete(entry);
        }
        Files.delete(path);
    }

    private static void assertCorrupt(ThrowingCallable action) {
        assertFault(action, List.of(Fault.CORRUPT));
    }

    private static void assertInvalid(ThrowingCallable action) {
        assertFault(action, List.of(Fault.INVALID_ARGUMENT));
    }

    private static void assertFault(ThrowingCallable action, List<Fault> faults) {
        assertThatThrownBy(action).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isIn(faults));
    }
}
