package onecopy.loader.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import onecopy.data.index.IndexForm;
import onecopy.data.store.Store;
import onecopy.loader.LoadOptions;
import onecopy.loader.Loader;
import onecopy.loader.source.RawSource;

/** A store with one dataset, "numbers". */
final class IndexedStore {
    static final String NAME = "numbers";

    private final Path root;

    IndexedStore(Path root) {
        this.root = root;
    }

    Store store() {
        return Store.at(root);
    }

    void load(IndexFixture fixture, LoadOptions options) {
        int width = fixture.type().widthBytes();
        ByteBuffer bytes = ByteBuffer.allocate(fixture.count() * width).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : fixture.sorted()) {
            if (width == Integer.BYTES) {
                bytes.putInt((int) value);
            } else {
                bytes.putLong(value);
            }
        }
        Path raw = root.resolveSibling("raw");
        try {
            Files.write(raw, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Loader.load(store(), NAME, new RawSource(raw, fixture.type(), ByteOrder.LITTLE_ENDIAN),
                options.withType(fixture.type()));
    }

    static IndexOptions options(IndexForm form) {
        return IndexOptions.DEFAULT.withForm(form).withFunctions(List.of(new Triangle()));
    }

    Path versionFolder() {
        return store().layout().versionFolder(NAME, store().currentVersion(NAME).getAsLong());
    }

    List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
