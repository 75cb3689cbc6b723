package onecopy.loader.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.Store;
import onecopy.data.store.StoreLayout;
import onecopy.data.store.VersionPins;

/** Removes versions that nobody holds. */
public final class Versions {
    private final Store store;
    private final StoreLayout layout;

    /** Versions of a store's datasets. */
    public Versions(Store store) {
        this.store = store;
        this.layout = store.layout();
    }

    /**
     * Removes a dataset with all its versions, or one version that is not the current one.
     *
     * @return the versions that were removed, ascending
     * @throws OnecopyException with {@link Fault#NOT_FOUND} where there is no such version, {@link Fault#CONFLICT}
     *     where one is in use or is the current one, {@link Fault#CORRUPT} where a link takes the place of the dataset's folder
     *     or of a version's; then nothing is removed
     */
    public List<Long> drop(DatasetReference reference) {
        String name = Store.requireName(reference.name());
        requireKnown(name);
        try (ChangeLock _ = ChangeLock.acquire(layout, name)) {
            List<Long> all = requireKnown(name);
            List<Long> doomed = chosen(reference, all);
            List<Hold> holds = new ArrayList<>();
            try {
                doomed.forEach(version -> holds.add(hold(name, version).orElseThrow(() -> inUse(name, version))));
                if (reference.version().isEmpty()) {
                    deleteCurrentLink(name);
                }
                holds.forEach(this::remove);
            } finally {
                holds.forEach(Hold::close);
            }
            Folders.deleteIfEmpty(layout.datasetFolder(name));
            return doomed;
        }
    }

    /**
     * Removes every version but one, those in use excepted. The caller holds the change lock.
     *
     * @return a sentence for each that could not be removed
     */
    List<String> removeAllBut(String name, long kept) {
        List<String> left = new ArrayList<>();
        for (long version : store.versions(name)) {
            if (version != kept) {
                try (Hold hold = hold(name, version).orElse(null)) {
                    if (hold != null) {
                        remove(hold);
                    }
                } catch (OnecopyException e) {
                    left.add("version " + version + " of " + name + " stays: " + e.getMessage());
                }
            }
        }
        return left;
    }

    /** A version that nobody else holds, now and until closed. */
    private record Hold(String name, long version, Optional<VersionPins.Pin> pin) implements AutoCloseable {
        @Override
        public void close() {
            pin.ifPresent(VersionPins.Pin::close);
        }
    }

    private Optional<Hold> hold(String name, long version) {
        FileKinds.requireFolder(layout.versionFolder(name, version));
        Path pinFile = layout.pin(name, version);
        if (!Files.exists(pinFile, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new Hold(name, version, Optional.empty()));
        }
        return VersionPins.tryExclusive(pinFile).map(pin -> new Hold(name, version, Optional.of(pin)));
    }

    private void remove(Hold hold) {
        Path old = layout.oldFolder(hold.name(), Staging.newToken());
        try {
            Files.move(layout.versionFolder(hold.name(), hold.version()), old, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw OnecopyException.ofIo("remove version " + hold.version() + " of " + hold.name(), e);
        }
        Folders.delete(old);
    }

    private void deleteCurrentLink(String name) {
        try {
            Files.deleteIfExists(layout.currentLink(name));
        } catch (IOException e) {
            throw OnecopyException.ofIo("remove the dataset " + name, e);
        }
    }

    /** {@return the versions of a dataset that lies in the store, and not where a link leads} */
    private List<Long> requireKnown(String name) {
        List<Long> versions = store.versions(name);
        if (versions.isEmpty()) {
            List<String> names = store.names();
            throw new OnecopyException(Fault.NOT_FOUND, "no dataset '" + name + "' in " + layout.root() + "; "
                    + (names.isEmpty() ? "it has none" : "it has " + String.join(", ", names)));
        }
        FileKinds.requireFolder(layout.datasetFolder(name));
        return versions;
    }

    private List<Long> chosen(DatasetReference reference, List<Long> all) {
        if (reference.version().isEmpty()) {
            return all;
        }
        String name = reference.name();
        long version = reference.version().getAsLong();
        if (!all.contains(version)) {
            throw new OnecopyException(Fault.NOT_FOUND,
                    "no version " + version + " of " + name + "; it has "
                            + String.join(", ", all.stream().map(String::valueOf).toList()));
        }
        if (store.currentVersion(name).equals(OptionalLong.of(version))) {
            throw new OnecopyException(Fault.CONFLICT, "version " + version + " is the current version of " + name
                    + ": load a newer one first, or remove the whole dataset with 'onecopy drop " + name + "'");
        }
        return List.of(version);
    }

    private static OnecopyException inUse(String name, long version) {
        return new OnecopyException(Fault.CONFLICT, "version " + version + " of " + name
                + " is in use by a running query: try again when it has ended");
    }
}
