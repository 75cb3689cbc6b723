package onecopy.service.coordinator;

import java.util.Locale;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** How a pass is cut into chunks. */
public enum ChunkPolicy {
    /** One chunk a worker, all of one size: no overhead, and everybody waits for the slowest. */
    STATIC,
    /** Many chunks of one size, each worth a few milliseconds of work. */
    FIXED,
    /**
     * Guided self-scheduling (Polychronopoulos and Kuck, 1987): each next chunk is a fixed fraction of what remains per
     * worker, down to a floor. Few chunks, and a short wait at the end.
     */
    GUIDED;

    /** {@return the name on command lines: lower case} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
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
                "unknown chunk policy '" + label + "': it is static, fixed or guided");
    }
}
