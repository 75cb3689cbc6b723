package onecopy.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.mapped.MappedValues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void chooseStore() {
        store = Store.at(folder.resolve("store"));
    }

    @Test
    void shouldOpenTheCurrentVersionAndReadItsValues() throws IOException {
        TestStore.publish(store, "worked", 1, ElementType.INT32, 1, 2);
        TestStore.publish(store, "worked", 2, ElementType.INT32, 4, 7, 6, 8, 11, 9);

        try (DatasetVersion version = store.openCurrent("worked"); MappedValues values = version.map()) {
            assertThat(version.version()).isEqualTo(2);
            assertThat(version.name()).isEqualTo("worked");
            assertThat(version.manifest().min()).isEqualTo(4);
            assertThat(version.valuesFile()).isEqualTo(store.layout().values("worked", 2));
            assertThat(values.count()).isEqualTo(6);
            assertThat(values.get(5)).isEqualTo(9);
        }
    }

    @Test
    void shouldOpenAnOlderVersion() throws IOException {
        TestStore.publish(store, "a", 1, ElementType.INT64, 5);
        TestStore.publish(store, "a", 3, ElementType.INT64, 6);

        try (DatasetVersion version = store.open(DatasetReference.parse("a@1"))) {
            assertThat(version.version()).isEqualTo(1);
        }
        assertThat(store.versions("a")).containsExactly(1L, 3L);
        assertThat(store.currentVersion("a")).isEqualTo(OptionalLong.of(3));
    }

    @Test
    void shouldOpenADatasetWithoutValues() throws IOException {
        TestStore.publish(store, "empty", 1, ElementType.INT32);

        try (DatasetVersion version = store.openCurrent("empty"); MappedValues values = version.map()) {
            assertThat(values.segment().byteSize()).isZero();
            assertThat(version.manifest().min()).isGreaterThan(version.manifest().max());
            assertThat(version.checksums().blockCount()).isZero();
        }
    }

    @Test
    void shouldListWhatIsPublishedAndSkipLitter() throws IOException {
        TestStore.publish(store, "b", 1, ElementType.INT32, 1);
        TestStore.publish(store, "b", 2, ElementType.INT64, 1, 2);
        TestStore.write(store, "b", 3, ElementType.INT32, 1);
        TestStore.publish(store, "a", 7, ElementType.INT32, 1);
        TestStore.write(store, "never-published", 1, ElementType.INT32, 1);
        Files.createDirectories(store.layout().newFolder("b", "123"));
        Files.createDirectories(store.root().resolve(".locks"));
        Files.createDirectories(store.root().resolve("lost+found"));
        Files.createFile(store.root().resolve("file"));

        assertThat(store.list()).extracting(s -> s.name() + "@" + s.version() + (s.current() ? "*" : ""))
                .containsExactly("a@7*", "b@1", "b@2*");
        assertThat(store.list()).allMatch(summary -> summary.problem().isEmpty());
        assertThat(store.names()).containsExactly("a", "b");
        assertThat(store.litter("b")).containsExactly(store.layout().newFolder("b", "123"),
                store.layout().versionFolder("b", 3));
    }

    @Test
    void shouldListADamagedVersionWithItsProblem() throws IOException {
        Path version = TestStore.publish(store, "a", 1, ElementType.INT32, 1, 2, 3);
        Files.write(version.resolve(StoreLayout.VALUES), new byte[0]);

        assertThat(store.list()).singleElement().satisfies(summary -> {
            assertThat(summary.manifest()).isEmpty();
            assertThat(summary.problem().orElseThrow()).contains("values.npy").contains("it is empty");
        });
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldTakeNoPipeForADataset() throws Exception {
        Path pipe = Files.createDirectories(store.root()).resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor()).isZero();
        Files.createSymbolicLink(pipe.resolveSibling("link"), pipe);

        assertThat(store.names()).isEmpty();
        assertThatThrownBy(() -> store.openCurrent("pipe")).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
    }

    @Test
    void shouldBeEmptyWhereThereIsNoFolder() {
        assertThat(store.list()).isEmpty();
        assertThat(store.versions("a")).isEmpty();
        assertThatThrownBy(() -> store.openCurrent("a"))
                .hasMessage("there is no dataset 'a' in the store " + store.root() + ", which does not exist yet");
    }

    @Test
    void shouldSayWhatExistsInstead() throws IOException {
        Files.createDirectories(store.root());
        assertThatThrownBy(() -> store.openCurrent("c")).hasMessageEndingWith(": it holds no dataset");
        TestStore.publish(store, "a", 1, ElementType.INT32, 1);
        TestStore.publish(store, "b", 2, ElementType.INT32, 1);
        TestStore.publish(store, "b", 5, ElementType.INT32, 1);

        assertThatThrownBy(() -> store.openCurrent("c"))
                .hasMessage("there is no dataset 'c' in the store " + store.root() + ": it holds a, b")
                .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
        assertThatThrownBy(() -> store.open("b", 3))
                .hasMessage("dataset 'b' has no version 3: it has 2, 5, the current one is 5")
                .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND));
    }

    @Test
    void shouldSayThatTheLinkToTheCurrentVersionLeadsNowhere() throws IOException {
        TestStore.publish(store, "a", 1, ElementType.INT32, 1, 2);
        Path current = store.layout().currentLink("a");
        for (String nowhere : List.of("7", "..", "x")) {
            Files.deleteIfExists(current);
            Files.createSymbolicLink(current, Path.of(nowhere));
            assertThatThrownBy(() -> store.openCurrent("a"))
                    .isInstanceOfSatisfying(OnecopyException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT))
                    .hasMessage(current + " is corrupt: it names no version that is there: load 'a' again");
        }
    }

    @Test
    void shouldRefuseFilesThatContradictEachOther() throws IOException {
        Path version = TestStore.publish(store, "a", 1, ElementType.INT32, 1, 2, 3);
        Path other = TestStore.write(store, "b", 1, ElementType.INT32, 1, 2);
        Files.delete(version.resolve(StoreLayout.MANIFEST));
        assertThatThrownBy(() -> store.openCurrent("a"))
                .hasMessage(version + " is corrupt: it has no file 'manifest.json'");
        Files.copy(other.resolve(StoreLayout.MANIFEST), version.resolve(StoreLayout.MANIFEST));

        assertThatThrownBy(() -> store.openCurrent("a")).hasMessage(version.resolve("values.npy")
                + " is corrupt: its header says 3 elements of type <i4 from byte 4096, the manifest 2 elements of type"
                + " <i4 from byte 4096");
        assertThat(VersionPins.tryExclusive(store.layout().pin("a", 1))).as("left unpinned").isPresent()
                .get().satisfies(VersionPins.Pin::close);
    }

    @Test
    void shouldNotOpenAVersionThatIsBeingRemoved() throws IOException {
        TestStore.publish(store, "a", 1, ElementType.INT32, 1);

        try (VersionPins.Pin _ = VersionPins.tryExclusive(store.layout().pin("a", 1)).orElseThrow()) {
            assertThatThrownBy(() -> store.openCurrent("a"))
                    .hasMessage("version 1 of dataset 'a' is being removed by another process")
                    .isInstanceOfSatisfying(OnecopyException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.CONFLICT));
        }
        store.openCurrent("a").close();
    }

    @Test
    void shouldFollowTheLinkWhenTheCurrentVersionGoesWhileOpening() throws Exception {
        TestStore.publish(store, "a", 1, ElementType.INT32, 1);
        VersionPins.Pin remover = VersionPins.tryExclusive(store.layout().pin("a", 1)).orElseThrow();
        Thread publisher = Thread.ofPlatform().start(() -> {
            try {
                TestStore.publish(store, "a", 2, ElementType.INT32, 2);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        try (DatasetVersion version = store.openCurrent("a")) {
            assertThat(version.version()).isEqualTo(2);
        }
        publisher.join();
        remover.close();
    }

    @Test
    void shouldOpenSomeVersionWhileLoadersReplaceOneAfterTheOther() throws Exception {
        TestStore.publish(store, "a", 1, ElementType.INT32, 1);
        AtomicBoolean enough = new AtomicBoolean();
        FutureTask<Void> loaders = new FutureTask<>(() -> {
            for (long version = 1; !enough.get(); version++) {
                TestStore.publish(store, "a", version + 1, ElementType.INT32, version + 1);
                remove(version);
            }
            return null;
        });
        Thread.ofPlatform().start(loaders);
        try {
            for (int i = 0; i < 1_000; i++) {
                try (DatasetVersion version = store.openCurrent("a")) {
                    assertThat(version.manifest().count()).isEqualTo(1);
                }
            }
        } finally {
            enough.set(true);
            loaders.get();
        }
    }

    /** As a loader does: nobody may hold the version, and its name goes at once. */
    private void remove(long version) throws IOException {
        Optional<VersionPins.Pin> pin = VersionPins.tryExclusive(store.layout().pin("a", version));
        if (pin.isPresent()) {
            Path gone = store.layout().datasetFolder("a").resolve(".gone");
            Files.move(store.layout().versionFolder("a", version), gone);
            pin.get().close();
            try (Stream<Path> files = Files.list(gone)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(gone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "-a", "_a", "a/b", "../a", "a b", "a@1", "ä", "a\u0000"})
    void shouldRefuseNamesThatAreNoNames(String name) {
        assertThatThrownBy(() -> store.openCurrent(name)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_ARGUMENT))
                .hasMessageStartingWith("'" + name + "' cannot name a dataset");
    }

    @Test
    void shouldAcceptNamesOfEveryAllowedKind() {
        assertThat(Store.requireName("Aa0._-z")).isEqualTo("Aa0._-z");
        assertThat(Store.requireName("1")).isEqualTo("1");
        assertThat(Store.requireName("x".repeat(100))).hasSize(100);
        assertThatThrownBy(() -> Store.requireName("x".repeat(101))).isInstanceOf(OnecopyException.class);
    }

    @Test
    void shouldParseReferences() {
        assertThat(DatasetReference.parse("a")).isEqualTo(new DatasetReference("a", OptionalLong.empty()));
        assertThat(DatasetReference.parse("a@12")).isEqualTo(new DatasetReference("a", OptionalLong.of(12)))
                .hasToString("a@12");
        for (String wrong : List.of("a@", "a@0", "a@-1", "a@x", "a@1@2", "a@01", "a@9999999999999999999")) {
            assertThatThrownBy(() -> DatasetReference.parse(wrong)).isInstanceOf(OnecopyException.class)
                    .hasMessage("'" + wrong + "' names no version: after the @ stands a number from 1 on");
        }
    }

    @Test
    void shouldFindTheDefaultFolder() {
        assertThat(Store.defaultRoot(Map.of("XDG_DATA_HOME", "/x", "HOME", "/h"))).isEqualTo(Path.of("/x/onecopy"));
        assertThat(Store.defaultRoot(Map.of("XDG_DATA_HOME", "x", "HOME", "/h")))
                .isEqualTo(Path.of("/h/.local/share/onecopy"));
        assertThat(Store.defaultRoot(Map.of("HOME", "/h"))).isEqualTo(Path.of("/h/.local/share/onecopy"));
        assertThatThrownBy(() -> Store.defaultRoot(Map.of())).isInstanceOf(OnecopyException.class)
                .hasMessage("neither XDG_DATA_HOME nor HOME is set: name the store with --store");
    }
}
