package onecopy.service.control;

import onecopy.service.kernel.SystemCall;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Wakes the processes that wait on a word of the control file. A ring increments the word; whoever waits has read it
 * before looking for work, so no ring is lost.
 */
sealed interface Doorbell permits FutexDoorbell, IdleDoorbell {
    /** {@return the doorbell this platform has: a futex on Linux, else polling with an idle strategy} */
    static Doorbell create(AtomicBuffer words, int offset) {
        return SystemCall.areAvailable() ? new FutexDoorbell(words, offset) : new IdleDoorbell(words, offset);
    }

    /** {@return the word now; read it before looking for what a ring may announce} */
    int value();

    /** Wakes all who wait. What the caller wrote before is visible to whoever sees the ring. */
    void ring();

    /** Waits until the word differs from {@code expected} or the time has passed; may return early. */
    void await(int expected, long timeoutNs);
}
