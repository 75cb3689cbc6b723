package onecopy.service.admission;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.ControlLimits;

/**
 * How many batches a coordinator takes on.
 *
 * @param maxRunning batches computed at the same time, 1 to {@value #MOST_RUNNING}
 * @param maxWaiting batches waiting for one of those to end, 0 to {@value #MOST_WAITING}
 */
public record GateLimits(int maxRunning, int maxWaiting) {
    /** As many as the control file has job slots: a batch that runs waits for one only while workers leave an earlier job's. */
    public static final int MOST_RUNNING = ControlLimits.JOB_SLOTS;
    /** Each may hold a request of 32 KiB: half a gigabyte. */
    public static final int MOST_WAITING = 16_384;
    /** A thousand callers wait in 32 MiB at most; most batches take less than a millisecond of an index. */
    public static final GateLimits DEFAULT = new GateLimits(MOST_RUNNING, 1_024);

    /**
     * Checks the bounds.
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} naming the value
     */
    public GateLimits {
        if (maxRunning < 1 || maxRunning > MOST_RUNNING) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "batches running at a time must be 1 to " + MOST_RUNNING + ", not " + maxRunning);
        }
        if (maxWaiting < 0 || maxWaiting > MOST_WAITING) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "batches waiting must be 0 to " + MOST_WAITING + ", not " + maxWaiting);
        }
    }
}
