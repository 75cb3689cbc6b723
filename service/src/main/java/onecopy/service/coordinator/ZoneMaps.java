package onecopy.service.coordinator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import onecopy.data.store.DatasetVersion;
import onecopy.data.zones.ZoneMap;

/** The zone maps of the versions that were scanned last; a version's never changes. Thread-safe. */
final class ZoneMaps {
    private static final int MAX_ENTRIES = 16;

    private final Map<String, Optional<ZoneMap>> maps = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<ZoneMap>> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /**
     * {@return the zone map of a version; empty if it has none}
     *
     * @throws onecopy.data.fault.OnecopyException if it has one that cannot be trusted
     */
    synchronized Optional<ZoneMap> of(DatasetVersion version) {
        return maps.computeIfAbsent(version.folder().toString(), _ -> version.zones());
    }
}
