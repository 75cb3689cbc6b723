package onecopy.service.query;

import java.util.Locale;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** How a batch is, or should be, answered. */
public enum PlanKind {
    /** The planner's choice; never how a batch was answered. */
    AUTO,
    /** Searches in an index; no element is read. */
    INDEX,
    /** Whole blocks are accepted or skipped by their extremes, the rest is read. */
    PRUNED_SCAN,
    /** Every element is read. */
    SCAN,
    /** Some queries were answered one way, some another; never asked for. */
    MIXED;

    /** {@return the name on command lines and in JSON: lower case, with hyphens} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return the plan with this label}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for any other label
     */
    public static PlanKind ofLabel(String label) {
        for (PlanKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new OnecopyException(Fault.INVALID_ARGUMENT,
                "unknown plan '" + Excerpt.of(label) + "': it is auto, index, pruned-scan or scan");
    }
}
