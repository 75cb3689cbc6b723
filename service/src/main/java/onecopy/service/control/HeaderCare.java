package onecopy.service.control;

import static onecopy.service.control.ControlFileDescriptor.FLEET_STATE_OFFSET;
import static onecopy.service.control.ControlFileDescriptor.HEADER_FIELDS_LENGTH;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AtomicBuffer;
import org.slf4j.LoggerFactory;

/**
 * Keeps the header of a control file as its coordinator wrote it, and the fleet's state as it is, whatever somebody else
 * writes there. Used under the job table's lock.
 */
final class HeaderCare {
    private static final long REMINDER_NS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicBuffer words;
    private final long[] written = new long[HEADER_FIELDS_LENGTH / Long.BYTES];
    private FleetState state = FleetState.ACTIVE;
    private long saidNs = System.nanoTime() - REMINDER_NS;

    /** Remembers the header, which is complete. */
    HeaderCare(AtomicBuffer words) {
        this.words = words;
        for (int i = 0; i < written.length; i++) {
            written[i] = words.getLong(i * Long.BYTES);
        }
    }

    /** Tells the fleet to leave. */
    void announceStop() {
        state = FleetState.STOPPED;
        words.putIntVolatile(FLEET_STATE_OFFSET, state.code());
    }

    /** {@return whether the fleet was told to leave} */
    boolean isStopped() {
        return state == FleetState.STOPPED;
    }

    /** Puts right what is not as it was written. */
    void look(long nowNs) {
        boolean damaged = false;
        for (int i = 0; i < written.length; i++) {
            if (words.getLong(i * Long.BYTES) != written[i]) {
                words.putLong(i * Long.BYTES, written[i]);
                damaged = true;
            }
        }
        if (words.getIntVolatile(FLEET_STATE_OFFSET) != state.code()) {
            words.putIntVolatile(FLEET_STATE_OFFSET, state.code());
            damaged = true;
        }
        if (damaged && nowNs - saidNs >= REMINDER_NS) {
            saidNs = nowNs;
            LoggerFactory.getLogger(HeaderCare.class)
                    .warn("somebody else wrote into the header of the control file; it is as it was again");
        }
    }
}
