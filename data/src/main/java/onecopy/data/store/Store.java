package onecopy.data.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** A folder of datasets, as readers see it. Holds nothing open; thread-safe. */
public final class Store {
    private static final int MAX_NAME_LENGTH = 100;
    private static final long REMOVER_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long REMOVER_POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final StoreLayout layout;
    private final StoreFolders folders;

    private Store(Path root) {
        layout = new StoreLayout(root);
        folders = new StoreFolders(layout);
    }

    /** {@return the store in a folder, which need not exist} */
    public static Store at(Path root) {
        return new Store(root.toAbsolutePath().normalize());
    }

    /**
     * {@return {@code $XDG_DATA_HOME/onecopy}, or {@code $HOME/.local/share/onecopy} where that is unset or relative}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} if neither variable helps
     */
    public static Path defaultRoot(Map<String, String> env) {
        String dataHome = env.getOrDefault("XDG_DATA_HOME", "");
        if (dataHome.startsWith("/")) {
            return Path.of(dataHome, "onecopy");
        }
        String home = env.getOrDefault("HOME", "");
        if (home.isEmpty()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "neither XDG_DATA_HOME nor HOME is set: name the store with --store");
        }
        return Path.of(home, ".local", "share", "onecopy");
    }

    /**
     * {@return the name, if it is one a dataset can have: 1 to 100 of A-Z a-z 0-9 . _ -, first a letter or digit}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} otherwise
     */
    public static String requireName(String name) {
        if (!isName(name)) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "'" + Excerpt.of(name)
                    + "' cannot name a dataset: a name has 1 to 100 of the characters A-Z a-z 0-9 . _ - and begins with"
                    + " a letter or digit");
        }
        return name;
    }

    /** {@return whether this can name a dataset} */
    public static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME_LENGTH && isLetterOrDigit(name.charAt(0))
                && name.chars().allMatch(c -> isLetterOrDigit((char) c) || c == '.' || c == '_' || c == '-');
    }

    private static boolean isLetterOrDigit(char c) {
        return ('0' <= c && c <= '9') || ('A' <= c && c <= 'Z') || ('a' <= c && c <= 'z');
    }

    /** {@return the store's folder} */
    public Path root() {
        return layout.root();
    }

    /** {@return where each file lies} */
    public StoreLayout layout() {
        return layout;
    }

    /**
     * {@return every published version of every dataset, by name and then by number}
     *
     * Versions that vanish meanwhile are left out; those that cannot be used are there with the reason.
     */
    public List<DatasetSummary> list() {
        List<DatasetSummary> summaries = new ArrayList<>();
        for (String name : names()) {
            OptionalLong current = currentVersion(name);
            for (long version : versions(name)) {
                summarize(name, version, current).ifPresent(summaries::add);
            }
        }
        return summaries;
    }

    private Optional<DatasetSummary> summarize(String name, long version, OptionalLong current) {
        Path folder = layout.versionFolder(name, version);
        boolean isCurrent = current.equals(OptionalLong.of(version));
        try {
            Manifest manifest = DatasetVersion.readStructure(folder);
            return Optional.of(
                    new DatasetSummary(name, version, isCurrent, Optional.of(manifest), Optional.empty()));
        } catch (OnecopyException e) {
            return StoreFolders.isFolder(folder)
                    ? Optional.of(new DatasetSummary(name, version, isCurrent, Optional.empty(),
                            Optional.of(e.getMessage())))
                    : Optional.empty();
        }
    }

    /** {@return names of the datasets that have a published version, sorted} */
    public List<String> names() {
        return folders.names();
    }

    /** {@return the published versions of a dataset, ascending; empty if there is no such dataset} */
    public List<Long> versions(String name) {
        return folders.versions(requireName(name));
    }

    /** {@return the version new batches see; empty if there is no such dataset} */
    public OptionalLong currentVersion(String name) {
        return folders.currentVersion(requireName(name));
    }

    /**
     * {@return what killed loaders left in a dataset's folder: temporary files and versions that were never published}
     *
     * Only whoever holds the dataset's {@link StoreLayout#changeLock} can tell it from the work of a living loader.
     */
    public List<Path> litter(String name) {
        return folders.litter(requireName(name));
    }

    /**
     * {@return the current version, pinned}
     *
     * @throws OnecopyException with {@link Fault#NOT_FOUND} if there is no such dataset, naming those that are there;
     *         {@link Fault#CORRUPT} if its files contradict each other
     */
    public DatasetVersion openCurrent(String name) {
        requireName(name);
        return open(name, OptionalLong.empty());
    }

    /**
     * {@return one version, pinned}
     *
     * @throws OnecopyException as {@link #openCurrent} does
     */
    public DatasetVersion open(String name, long version) {
        requireName(name);
        return open(name, OptionalLong.of(version));
    }

    /** {@return the version a reference names, pinned} */
    public DatasetVersion open(DatasetReference reference) {
        return open(reference.name(), reference.version());
    }

    /** A version that is being removed is a moment later either gone or, if its remover gave up, there again. */
    private DatasetVersion open(String name, OptionalLong wanted) {
        long deadlineNs = System.nanoTime() + REMOVER_TIMEOUT_NS;
        long version = published(name, wanted);
        Optional<VersionPins.Pin> pin = tryPin(name, version);
        while (pin.isEmpty() && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(REMOVER_POLL_NS);
            version = published(name, wanted);
            pin = tryPin(name, version);
        }
        if (pin.isEmpty()) {
            throw Missing.pin(this, name, version);
        }
        return DatasetVersion.open(layout, name, version, pin.get());
    }

    /** {@return a hold on a version; empty where it is being removed, or has been since it was looked up} */
    private Optional<VersionPins.Pin> tryPin(String name, long version) {
        try {
            DatasetVersion.requireFolders(layout.versionFolder(name, version));
        } catch (OnecopyException e) {
            if (e.fault() == Fault.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
        return VersionPins.tryShared(layout.pin(name, version));
    }

    private long published(String name, OptionalLong wanted) {
        if (wanted.isEmpty()) {
            return currentVersion(name).orElseThrow(() -> Missing.dataset(this, name));
        }
        if (!versions(name).contains(wanted.getAsLong())) {
            throw Missing.version(this, name, wanted.getAsLong());
        }
        return wanted.getAsLong();
    }
}
