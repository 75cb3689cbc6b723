package onecopy.service.coordinator;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexFolders;
import onecopy.data.mapped.FileStamp;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.StoreLayout;
import onecopy.service.wire.Quarantined;
import onecopy.service.wire.Quarantined.Kind;

/**
 * Indexes and zone maps that batches found damaged and are answered without. One is named until it has been found sound
 * again, or its files are no longer those that were damaged: an index was built anew, a version was removed. Thread-safe.
 */
final class DamagedParts {
    private final Map<String, Case> cases = new HashMap<>();

    /** @param isThere whether the damaged files still are where they were, untouched */
    private record Case(Quarantined report, BooleanSupplier isThere) {}

    /** Names the index of a version from now on. */
    void addIndex(DatasetVersion version, OpenIndex useless) {
        Path folder = version.folder();
        add(Kind.INDEX, version, useless.damage(), () -> isInUse(useless, folder));
    }

    private static boolean isInUse(OpenIndex useless, Path versionFolder) {
        try {
            Optional<Path> current = IndexFolders.current(versionFolder);
            return current.isPresent() && useless.isIn(current.get());
        } catch (OnecopyException _) {
            // The link to it is what is damaged.
            return true;
        }
    }

    /** Names the zone map of a version from now on. */
    void addZones(DatasetVersion version, OnecopyException damage) {
        Path file = version.folder().resolve(StoreLayout.ZONES);
        Optional<FileStamp> damaged = FileStamp.find(file);
        add(Kind.ZONES, version, damage, () -> version.isCurrent() && FileStamp.find(file).equals(damaged));
    }

    private synchronized void add(Kind kind, DatasetVersion version, OnecopyException damage,
            BooleanSupplier isThere) {
        cases.compute(key(kind, version), (_, known) -> {
            long sinceMillis = known != null && known.report.reason().equals(damage.getMessage())
                    ? known.report.sinceMillis()
                    : System.currentTimeMillis();
            return new Case(new Quarantined(kind, version.name(), version.version(), "", damage.fault().code(),
                    damage.getMessage(), sinceMillis, 0), isThere);
        });
    }

    /** Names it no longer. */
    synchronized void remove(Kind kind, DatasetVersion version) {
        cases.remove(key(kind, version));
    }

    /** Names no longer what is not there any more. Looks at files, which may take long, so it holds up nobody. */
    void sweep() {
        Map<String, Case> looked = copy();
        looked.values().removeIf(each -> each.isThere.getAsBoolean());
        forget(looked);
    }

    private synchronized Map<String, Case> copy() {
        return new HashMap<>(cases);
    }

    private synchronized void forget(Map<String, Case> gone) {
        gone.forEach(cases::remove);
    }

    /** {@return whether nothing is damaged} */
    synchronized boolean isEmpty() {
        return cases.isEmpty();
    }

    /** {@return what was damaged a moment ago, in no order; looks at no file} */
    synchronized List<Quarantined> cases() {
        return cases.values().stream().map(Case::report).toList();
    }

    private static String key(Kind kind, DatasetVersion version) {
        return version.name() + "@" + version.version() + " " + kind;
    }
}
