package onecopy.service.coordinator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
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
 * again, or its files are no longer those that were damaged: an index was built anew, a version was removed. Guarded by the
 * lock of {@link OpenVersions}.
 */
final class DamagedParts {
    private final Map<String, Map<Kind, Case>> byVersion = new HashMap<>();

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
        Optional<FileStamp> damaged = stamp(file);
        add(Kind.ZONES, version, damage, () -> version.isCurrent() && stamp(file).equals(damaged));
    }

    private static Optional<FileStamp> stamp(Path file) {
        try {
            return Optional.of(FileStamp.of(file));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void add(Kind kind, DatasetVersion version, OnecopyException damage, BooleanSupplier isThere) {
        byVersion.computeIfAbsent(key(version), _ -> new EnumMap<>(Kind.class)).computeIfAbsent(kind,
                _ -> new Case(new Quarantined(kind, version.name(), version.version(), "", damage.fault().code(),
                        damage.getMessage(), System.currentTimeMillis(), 0), isThere));
    }

    /** Names it no longer. */
    void remove(Kind kind, DatasetVersion version) {
        Map<Kind, Case> cases = byVersion.get(key(version));
        if (cases != null) {
            cases.remove(kind);
        }
    }

    /** {@return what is damaged now, in no order} */
    List<Quarantined> cases() {
        byVersion.values().forEach(cases -> cases.values().removeIf(each -> !each.isThere.getAsBoolean()));
        byVersion.values().removeIf(Map::isEmpty);
        return byVersion.values().stream().flatMap(cases -> cases.values().stream()).map(Case::report).toList();
    }

    private static String key(DatasetVersion version) {
        return version.name() + "@" + version.version();
    }
}
