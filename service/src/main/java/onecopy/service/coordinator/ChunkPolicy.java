package onecopy.service.coordinator;

import java.util.Arrays;
import java.util.stream.Collectors;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** How a pass is cut into chunks. */
public enum ChunkPolicy {
    /** One chunk a worker, all of one size: no overhead, and everybody waits for the slowest. */
    STATIC("static"),
    /** Many chunks of one size, each worth a few milliseconds of work. */
    FIXED("fixed"),
    /**
     * Guided self-scheduling (Polychronopoulos and Kuck, 1987): each next chunk is a fixed fraction of what remains per
     * worker, down to a floor. Few chunks, and a short wait at the end.
     */
    GUIDED("guided"),
    /** The same with a larger fraction, three quarters: fewer chunks, and more left to chance in the first of them. */
    GUIDED_STEEP("guided-3/4"),
    /**
     * Factoring (Hummel, Schonberg and Flynn, 1992): in each round as many chunks of one size as there are workers,
     * together half of what remained.
     */
    FACTORING("factoring");

    private final String label;

    ChunkPolicy(String label) {
        this.label = label;
    }

    /** {@return the name on command lines} */
    public String label() {
        return label;
    }

    /**
     * {@return the policy with this label}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for any other label
     */
    public static ChunkPolicy ofLabel(String label) {
        for (ChunkPolicy policy : values()) {
            if (policy.label().equals(label)) {
                return policy;
            }
        }
        throw new OnecopyException(Fault.INVALID_ARGUMENT,
                "unknown chunk policy '" + label + "': it is one of "
                        + Arrays.stream(values()).map(ChunkPolicy::label).collect(Collectors.joining(", ")));
    }
}
