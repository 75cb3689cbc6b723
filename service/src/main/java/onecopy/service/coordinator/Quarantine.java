package onecopy.service.coordinator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.store.DatasetVersion;
import onecopy.service.wire.Quarantined;
import onecopy.service.wire.Quarantined.Kind;
import org.slf4j.LoggerFactory;

/**
 * Versions and functions that killed their workers, or cannot be read as they were published. Batches over such a version,
 * or with such a function, are refused for a while instead of costing more workers their lives; then one may try again.
 * Lives and dies with its coordinator. Thread-safe.
 */
final class Quarantine {
    /** Long enough to stop a flood, short enough not to need an operator after a false alarm. */
    static final Duration TERM = Duration.ofMinutes(1);
    /** Where workers died and nothing says of what: until those that replaced them are grown up to their supervisor. */
    static final Duration TERM_WITHOUT_CAUSE = Duration.ofSeconds(15);

    private final LongSupplier clockNs;
    private final Map<String, Case> cases = new HashMap<>();

    Quarantine() {
        this(System::nanoTime);
    }

    /** @param clockNs only its differences count */
    Quarantine(LongSupplier clockNs) {
        this.clockNs = clockNs;
    }

    private record Case(String dataset, long version, String function, Fault fault, String reason, long sinceMillis,
            long endNs) {
        Quarantined report(long nowNs) {
            Kind kind = function.isEmpty() ? Kind.VERSION : Kind.FUNCTION;
            return new Quarantined(kind, dataset, version, function, fault.code(), reason, sinceMillis,
                    secondsLeft(nowNs));
        }

        long secondsLeft(long nowNs) {
            return (endNs - nowNs) / 1_000_000_000 + 1;
        }

        boolean isOver(long nowNs) {
            return endNs - nowNs <= 0;
        }
    }

    /**
     * Shuts a version away from now on; one that is shut away already stays so for the reason first found.
     *
     * @param cause what its batches end with
     */
    void shut(DatasetVersion dataset, OnecopyException cause) {
        shut(dataset.name(), dataset.version(), cause.fault(), cause.getMessage());
    }

    void shut(String dataset, long version, Fault fault, String reason) {
        Duration term = fault == Fault.UNAVAILABLE ? TERM_WITHOUT_CAUSE : TERM;
        shut(key(dataset, version), dataset, version, "", fault, reason, term);
    }

    /** Shuts a function away from now on, over whatever dataset. */
    void shutFunction(String function, String dataset, long version, String reason) {
        shut(function, dataset, version, function, Fault.FUNCTION_FAILED, reason, TERM);
    }

    private synchronized void shut(String key, String dataset, long version, String function, Fault fault,
            String reason, Duration term) {
        if (find(key) == null) {
            Case fresh = new Case(dataset, version, function, fault, reason, System.currentTimeMillis(),
                    clockNs.getAsLong() + term.toNanos());
            cases.put(key, fresh);
            LoggerFactory.getLogger(Quarantine.class).warn("{} is in quarantine for {} s: {}",
                    fresh.report(clockNs.getAsLong()).name(),
                    term.toSeconds(), reason);
        }
    }

    /**
     * Goes on where a version is not shut away.
     *
     * @throws OnecopyException with the fault it was shut away for
     */
    synchronized void requireFree(String dataset, long version) {
        Case found = find(key(dataset, version));
        if (found != null) {
            throw new OnecopyException(found.fault, "version " + version + " of dataset '" + dataset
                    + "' is in quarantine for " + found.secondsLeft(clockNs.getAsLong()) + " s: " + found.reason
                    + (found.fault == Fault.CORRUPT
                            ? "; check it with 'onecopy verify " + dataset + "@" + version + "'"
                            : "; ask again later"));
        }
    }

    /**
     * Goes on where none of the functions is shut away.
     *
     * @throws OnecopyException with {@link Fault#FUNCTION_FAILED}
     */
    synchronized void requireFree(List<ElementFunction> functions) {
        for (ElementFunction function : functions) {
            Case found = cases.isEmpty() ? null : find(function.name());
            if (found != null) {
                throw new OnecopyException(found.fault, "function '" + function.name() + "' is in quarantine for "
                        + found.secondsLeft(clockNs.getAsLong()) + " s: " + found.reason);
            }
        }
    }

    /** {@return what is shut away now, in no order} */
    synchronized List<Quarantined> cases() {
        long nowNs = clockNs.getAsLong();
        cases.values().removeIf(each -> each.isOver(nowNs));
        return cases.values().stream().map(each -> each.report(nowNs)).toList();
    }

    private Case find(String key) {
        Case found = cases.get(key);
        if (found != null && found.isOver(clockNs.getAsLong())) {
            cases.remove(key);
            return null;
        }
        return found;
    }

    /** No function's name has an at sign. */
    private static String key(String dataset, long version) {
        return dataset + '@' + version;
    }
}
