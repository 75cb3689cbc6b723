package onecopy.data.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A folder of datasets, as readers see it. Holds nothing open; thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class Store {
    private final StoreLayout layout;

    private Store(Path root) {
        layout = new StoreLayout(root);
    }

    /** {@return the store in a folder, which need not exist} */
    public static Store at(Path root) {
        return new Store(root.toAbsolutePath().normalize());
    }

    /** {@return {@code $XDG_DATA_HOME/onecopy}, or {@code $HOME/.local/share/onecopy} where that is unset or relative} */
    public static Path defaultRoot(Map<String, String> env) {
        throw new UnsupportedOperationException("" + env);
    }

    /** {@return the name, if it is one a dataset can have: 1 to 100 of A-Z a-z 0-9 . _ -, first a letter or digit} */
    public static String requireName(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** {@return the store's folder} */
    public Path root() {
        return layout.root();
    }

    /** {@return where each file lies} */
    public StoreLayout layout() {
        return layout;
    }

    /** {@return every version of every dataset, by name and then by number} */
    public List<DatasetSummary> list() {
        throw new UnsupportedOperationException();
    }

    /** {@return names of the datasets that have a version, sorted} */
    public List<String> names() {
        throw new UnsupportedOperationException();
    }

    /** {@return the versions of a dataset, ascending; empty if there is no such dataset} */
    public List<Long> versions(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** {@return the version new batches see; empty if there is none} */
    public OptionalLong currentVersion(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** {@return the current version, pinned} */
    public DatasetVersion openCurrent(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** {@return one version, pinned} */
    public DatasetVersion open(String name, long version) {
        throw new UnsupportedOperationException(name + version);
    }

    /** {@return the version a reference names, pinned} */
    public DatasetVersion open(DatasetReference reference) {
        return reference.version().isPresent()
                ? open(reference.name(), reference.version().getAsLong())
                : openCurrent(reference.name());
    }
}
