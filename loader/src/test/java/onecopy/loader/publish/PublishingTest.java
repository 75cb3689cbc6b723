package onecopy.loader.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.loader.LoadOptions;
import onecopy.loader.LoadReport;
import onecopy.loader.Loader;
import onecopy.loader.StoreFixture;
import onecopy.loader.source.RandomSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingTest {
    private static final int INTERRUPTED_LOADS = 100;

    @TempDir
    Path folder;
    private Store store;

    @BeforeEach
    void makeStore() {
        store = Store.at(folder.resolve("store"));
    }

    @Test
    void shouldReplaceVersionsThatNobodyUses() throws IOException {
        load("d", 1, false);
        load("d", 2, false);
        assertThat(StoreFixture.entries(store, "d").orElseThrow()).containsExactly("2", "current");
        assertThat(StoreFixture.values(store, "d")).hasSize(2);
    }

    @Test
    void shouldKeepOldVersionsOnRequest() {
        load("d", 1, false);
        load("d", 2, true);
        assertThat(store.versions("d")).containsExactly(1L, 2L);
    }

    @Test
    void shouldKeepAVersionWhileSomebodyUsesIt() {
        load("d", 1, false);
        try (DatasetVersion used = store.openCurrent("d")) {
            load("d", 2, false);
            assertThat(used.version()).isEqualTo(1);
            assertThat(store.versions("d")).containsExactly(1L, 2L);
        }
        load("d", 3, false);
        assertThat(store.versions("d")).containsExactly(3L);
    }

    @Test
    void shouldGiveEachOfManyConcurrentLoadsAVersionOfItsOwn() throws Exception {
        int loads = 16;
        List<Future<LoadReport>> reports = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 1; i <= loads; i++) {
                int count = i;
                reports.add(threads.submit((Callable<LoadReport>) () -> load("d", count * 1_000L, true)));
            }
        }
        assertThat(reports).extracting(report -> report.get().version()).doesNotHaveDuplicates().hasSize(loads);
        for (Future<LoadReport> report : reports) {
            try (DatasetVersion version = store.open("d", report.get().version())) {
                assertThat(version.manifest().count()).isEqualTo(report.get().manifest().count());
            }
        }
        assertThat(store.litter("d")).isEmpty();
    }

    @Test
    void shouldClearWhatAKilledLoaderLeftInAnyDataset() throws IOException {
        load("d", 1, false);
        Path dataset = store.layout().datasetFolder("d");
        Files.writeString(Files.createDirectory(dataset.resolve(".new-x")).resolve("values.npy"), "partial");
        Files.writeString(Files.createDirectory(dataset.resolve(".old-x")).resolve("values.npy"), "partial");
        Files.createSymbolicLink(dataset.resolve(".current-x"), Path.of("1"));
        Files.writeString(Files.createDirectory(dataset.resolve("2")).resolve("values.npy"), "never linked");
        load("other", 1, false);
        assertThat(StoreFixture.entries(store, "d").orElseThrow()).containsExactly("1", "current");
    }

    @Test
    void shouldLoadWhateverLiesAmongTheLocks() throws IOException {
        load("d", 1, false);
        Path locks = store.layout().changeLock("d").getParent();
        for (String stray : List.of(".nfs0001", "a b", "~", "x".repeat(200))) {
            Files.createFile(locks.resolve(stray));
        }
        assertThat(load("d", 1, false).warnings()).isEmpty();
        assertThat(load("e", 1, false).warnings()).isEmpty();
    }

    @Test
    void shouldLoadBesideLitterThatCannotBeRemoved() throws IOException {
        load("d", 1, false);
        Path stubborn = Files.createDirectories(store.layout().datasetFolder("d").resolve(".new-a"));
        Files.createSymbolicLink(stubborn.resolve("writer"), stubborn.resolve("writer"));
        Path other = Files.createDirectory(store.layout().datasetFolder("d").resolve(".new-b"));
        assertThat(load("e", 1, false).warnings()).singleElement().asString().contains(stubborn.toString());
        assertThat(load("d", 1, false).version()).isEqualTo(2);
        assertThat(other).doesNotExist();
        assertThat(stubborn).exists();
    }

    @Test
    void shouldPublishThoughAnOldVersionCannotBeRemoved() throws IOException {
        load("d", 1, false);
        Path pin = store.layout().pin("d", 1);
        Files.delete(pin);
        Files.createSymbolicLink(pin, folder.resolve("elsewhere"));
        Files.createFile(folder.resolve("elsewhere"));
        LoadReport report = load("d", 2, false);
        assertThat(report.version()).isEqualTo(2);
        assertThat(report.warnings()).singleElement().asString().startsWith("version 1 of d stays: ");
        assertThat(StoreFixture.values(store, "d")).hasSize(2);
        assertThat(store.litter("d")).isEmpty();
    }

    /** An interrupt ends the next forced write with an error, at whatever step of publishing it comes. */
    @Test
    void shouldUndoNothingThatIsPublished() throws Exception {
        load("d", 1, false);
        for (int round = 0; round < INTERRUPTED_LOADS; round++) {
            long before = store.currentVersion("d").getAsLong();
            Thread loading = Thread.currentThread();
            Thread interrupting = Thread.ofPlatform().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    if (store.currentVersion("d").orElse(before) != before) {
                        loading.interrupt();
                        return;
                    }
                }
            });
            try {
                load("d", 1, false);
            } catch (OnecopyException e) {
                assertThat(e.getMessage()).contains("d@").contains(" is published, but a crash");
            } finally {
                interrupting.interrupt();
                awaitEnd(interrupting);
            }
            assertThat(store.currentVersion("d").getAsLong()).isGreaterThan(before);
            assertThat(StoreFixture.values(store, "d")).hasSize(1);
        }
    }

    @Test
    void shouldLeaveTheFolderOfALivingLoaderAlone() {
        try (Staging staging = Staging.open(store, "d")) {
            load("d", 1, false);
            assertThat(staging.values().getParent()).isDirectory();
        }
        assertThat(store.litter("d")).isEmpty();
        assertThat(StoreFixture.values(store, "d")).hasSize(1);
    }

    @Test
    void shouldNeverGiveAVersionNumberTwice() {
        load("d", 1, false);
        drop("d");
        assertThat(load("d", 1, false).version()).isEqualTo(2);
    }

    @Test
    void shouldRefuseToGiveOutAVersionBeyondTheLargest() throws IOException {
        load("d", 1, false);
        Path lock = store.layout().changeLock("d");
        Files.writeString(lock, "999999999999999998\n");
        assertThat(load("d", 1, false).version()).isEqualTo(999_999_999_999_999_999L);
        assertThat(StoreFixture.values(store, "d")).hasSize(1);
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> load("d", 2, false))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT))
                .withMessageContaining(lock + " is corrupt: version 999999999999999999 was given out");
        assertThat(StoreFixture.values(store, "d")).hasSize(1);
        assertThat(store.litter("d")).isEmpty();
    }

    @Test
    void shouldDropAWholeDataset() throws IOException {
        load("d", 1, true);
        load("d", 1, true);
        assertThat(drop("d")).containsExactly(1L, 2L);
        assertThat(StoreFixture.entries(store, "d")).isEmpty();
        assertThat(store.names()).isEmpty();
    }

    @Test
    void shouldDropAnOldVersionButNotTheCurrentOne() {
        load("d", 1, true);
        load("d", 1, true);
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> drop("d@2"))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.CONFLICT))
                .withMessageContaining("version 2 is the current version of d");
        assertThat(drop("d@1")).containsExactly(1L);
        assertThat(store.versions("d")).containsExactly(2L);
    }

    @Test
    void shouldDropNothingOfADatasetInUse() {
        load("d", 1, true);
        load("d", 1, true);
        try (DatasetVersion used = store.open("d", 1)) {
            assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> drop("d"))
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.CONFLICT))
                    .withMessageContaining("version " + used.version() + " of d is in use");
        }
        assertThat(store.versions("d")).containsExactly(1L, 2L);
        assertThat(StoreFixture.values(store, "d")).hasSize(1);
    }

    @Test
    void shouldNameWhatIsThereWhenThereIsNothingToDrop() {
        load("d", 1, false);
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> drop("e"))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND)).withMessageContaining("it has d");
        assertThatExceptionOfType(OnecopyException.class).isThrownBy(() -> drop("d@7"))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND)).withMessageContaining("it has 1");
    }

    /** Nobody interrupts the caller any more then. */
    private static void awaitEnd(Thread thread) {
        while (thread.isAlive()) {
            LockSupport.parkNanos(100_000);
        }
        boolean _ = Thread.interrupted();
    }

    private LoadReport load(String name, long count, boolean keepOld) {
        return Loader.load(store, name, new RandomSource(count, 0, 9, 1), LoadOptions.DEFAULT.withKeepOld(keepOld));
    }

    private List<Long> drop(String reference) {
        return new Versions(store).drop(DatasetReference.parse(reference));
    }
}
