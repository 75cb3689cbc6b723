package onecopy.service.control;

/**
 * Wakes the processes that wait on a word of the control file. A ring increments the word; whoever waits has read it
 * before looking for work, so no ring is lost.
 */
interface Doorbell {
    /** {@return the word now; read it before looking for what a ring may announce} */
    int value();

    /** Wakes all who wait. */
    void ring();

    /** Waits until the word differs from {@code expected} or the time has passed; may return early. */
    void await(int expected, long timeoutNs);
}
