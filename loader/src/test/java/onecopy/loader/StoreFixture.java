package onecopy.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecopy.data.ElementType;
import onecopy.data.index.IndexVerification;
import onecopy.data.mapped.MappedValues;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.data.store.Verification;

/** What tests ask of a store. */
public final class StoreFixture {
    private StoreFixture() {}

    /** {@return every value of a dataset's current version, read through the mapping readers use} */
    public static long[] values(Store store, String name) {
        try (DatasetVersion version = store.openCurrent(name); MappedValues values = version.map()) {
            long[] all = new long[Math.toIntExact(values.count())];
            for (int i = 0; i < all.length; i++) {
                all[i] = values.get(i);
            }
            return all;
        }
    }

    /** {@return the element type of a dataset's current version} */
    public static ElementType type(Store store, String name) {
        try (DatasetVersion version = store.openCurrent(name)) {
            return version.manifest().elementType();
        }
    }

    /** {@return what verification finds wrong with a dataset's current version} */
    public static List<String> damages(Store store, String name) {
        try (DatasetVersion version = store.openCurrent(name)) {
            return Verification.of(version, _ -> {}).damages();
        }
    }

    /** {@return what verification finds wrong with the index of a dataset's current version, if it has one} */
    public static List<String> indexDamages(Store store, String name) {
        try (DatasetVersion version = store.openCurrent(name)) {
            return IndexVerification.damages(version, _ -> {});
        }
    }

    /** {@return names of the entries of a dataset's folder, sorted; empty where there is no folder} */
    public static Optional<List<String>> entries(Store store, String name) throws IOException {
        Path folder = store.layout().datasetFolder(name);
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return Optional.of(entries.map(entry -> entry.getFileName().toString()).sorted().toList());
        }
    }
}
