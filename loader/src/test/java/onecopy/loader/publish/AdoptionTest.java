package onecopy.loader.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyHeader;
import onecopy.data.npy.NpyType;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.loader.LoadOptions;
import onecopy.loader.LoadReport;
import onecopy.loader.Loader;
import onecopy.loader.StoreFixture;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.loader.source.NpySource;
import onecopy.loader.source.RandomSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {
    private static final LoadOptions IN_PLACE = LoadOptions.DEFAULT.withInPlace(true);

    @TempDir
    Path folder;
    private Store store;
    private Path file;

    @BeforeEach
    void makeStoreAndFile() throws IOException {
        store = Store.at(folder.resolve("store"));
        file = npy(NpyType.of(ElementType.INT32), 64);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    }

    @Test
    void shouldShareTheFileInsteadOfCopyingIt() throws IOException {
        LoadReport report = Loader.load(store, "d", new NpySource(file), IN_PLACE);
        assertThat(Files.isSameFile(file, store.layout().values("d", 1))).isTrue();
        assertThat(report.manifest().source().inPlace()).isTrue();
        assertThat(report.manifest().dataOffset()).isEqualTo(NpyHeader.read(file).dataOffset());
        assertThat(StoreFixture.values(store, "d")).containsExactly(3, 1, 2);
        assertThat(StoreFixture.damages(store, "d")).isEmpty();
    }

    @Test
    void shouldMakeTheFileReadOnlyUntilTheDatasetIsDropped() throws IOException {
        Loader.load(store, "d", new NpySource(file), IN_PLACE);
        assertThat(permissions()).isEqualTo("r--r--r--");
        new Versions(store).drop(DatasetReference.parse("d"));
        assertThat(permissions()).isEqualTo("rw-rw-r--");
        assertThat(NpyHeader.read(file).count()).isEqualTo(3);
    }

    @Test
    void shouldNotSuspectValuesThatAreAsTheyWerePublished() {
        Loader.load(store, "adopted", new NpySource(file), IN_PLACE);
        Loader.load(store, "copied", new NpySource(file), LoadOptions.DEFAULT.withIndex(IndexOptions.usual()));
        for (String name : List.of("adopted", "copied")) {
            try (DatasetVersion version = store.openCurrent(name)) {
                assertThat(version.valuesChangedSince()).as(name).isFalse();
                IndexPublisher.publish(version, IndexOptions.usual());
                assertThat(version.valuesChangedSince()).as(name + " with an index").isFalse();
            }
        }
    }

    @Test
    void shouldGiveTheFileBackWhenAnotherVersionReplacesIt() throws IOException {
        Loader.load(store, "d", new NpySource(file), IN_PLACE);
        Loader.load(store, "d", new RandomSource(5, 0, 1, 1), LoadOptions.DEFAULT);
        assertThat(permissions()).isEqualTo("rw-rw-r--");
    }

    @Test
    void shouldKeepTheFileReadOnlyWhileAnotherDatasetSharesIt() throws IOException {
        Loader.load(store, "d", new NpySource(file), IN_PLACE);
        Loader.load(store, "e", new NpySource(file), IN_PLACE);
        new Versions(store).drop(DatasetReference.parse("d"));
        assertThat(permissions()).isEqualTo("r--r--r--");
        assertThat(StoreFixture.values(store, "e")).containsExactly(3, 1, 2);
    }

    @Test
    void shouldRefuseWhatNeedsAConversion() throws IOException {
        Path bigEndian = npy(new NpyType(4, true, ByteOrder.BIG_ENDIAN), 64);
        assertThatExceptionOfType(OnecopyException.class)
                .isThrownBy(() -> Loader.load(store, "d", new NpySource(bigEndian), IN_PLACE))
                .withMessageContaining("its type is >i4, not <i4 or <i8; without --in-place it is copied");
        assertThatExceptionOfType(OnecopyException.class)
                .isThrownBy(
                        () -> Loader.load(store, "d", new NpySource(file), IN_PLACE.withType(ElementType.INT64)))
                .withMessageContaining("it holds int32, not int64");
        assertThatExceptionOfType(OnecopyException.class)
                .isThrownBy(() -> Loader.load(store, "d", new RandomSource(1, 0, 1, 1), IN_PLACE))
                .withMessageContaining("only an .npy file can be adopted in place");
        assertThat(StoreFixture.entries(store, "d")).isEmpty();
    }

    @Test
    void shouldRefuseAFileOnAnotherFileSystem() throws IOException {
        Path shared = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(shared)
                && !Files.getFileStore(shared).equals(Files.getFileStore(folder)), "needs a second file system");
        Path elsewhere = Files.createTempFile(shared, "onecopy", ".npy");
        try {
            Files.write(elsewhere, Files.readAllBytes(file));
            assertThatExceptionOfType(OnecopyException.class)
                    .isThrownBy(() -> Loader.load(store, "d", new NpySource(elsewhere), IN_PLACE))
                    .withMessageContaining("it is on another file system than the store " + store.root());
        } finally {
            Files.delete(elsewhere);
        }
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private Path npy(NpyType type, int padTo) throws IOException {
        byte[] header = NpyHeader.encode(type, 3, padTo);
        ByteBuffer bytes = ByteBuffer.allocate(header.length + 12).put(header).order(type.order());
        return Files.write(folder.resolve(type.descr().substring(1) + type.order() + ".npy"),
                bytes.putInt(3).putInt(1).putInt(2).array());
    }
}
