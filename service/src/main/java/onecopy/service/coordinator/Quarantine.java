package onecopy.service.coordinator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Versions that killed their readers. Batches over such a version are refused for a while instead of costing more
 * workers their lives; then one may try again. Thread-safe.
 */
final class Quarantine {
    /** Long enough to stop a flood, short enough not to need an operator after a false alarm. */
    static final Duration TERM = Duration.ofMinutes(1);

    private final Map<String, Long> endsNsByVersion = new HashMap<>();

    /** Shuts a version away from now on. */
    synchronized void shut(String dataset, long version) {
        endsNsByVersion.put(key(dataset, version), System.nanoTime() + TERM.toNanos());
    }

    /**
     * Goes on where a version is not shut away.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT}
     */
    synchronized void requireFree(String dataset, long version) {
        Long endNs = endsNsByVersion.get(key(dataset, version));
        if (endNs == null) {
            return;
        }
        long leftNs = endNs - System.nanoTime();
        if (leftNs <= 0) {
            endsNsByVersion.remove(key(dataset, version));
            return;
        }
        throw new OnecopyException(Fault.CORRUPT, "version " + version + " of dataset '" + dataset
                + "' is in quarantine for " + (leftNs / 1_000_000_000 + 1)
                + " s because several workers died reading it;"
                + " check it with 'onecopy verify " + dataset + "' or load it again");
    }

    /** {@return how many versions are shut away} */
    synchronized int count() {
        long nowNs = System.nanoTime();
        endsNsByVersion.values().removeIf(endNs -> endNs - nowNs <= 0);
        return endsNsByVersion.size();
    }

    private static String key(String dataset, long version) {
        return dataset + '@' + version;
    }
}
