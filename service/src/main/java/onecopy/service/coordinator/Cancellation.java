package onecopy.service.coordinator;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** Lets another thread end a batch early. Thread-safe; once requested, for good. */
public final class Cancellation {
    private String reason;
    private Runnable action;

    /**
     * Ends the batch, now or as soon as it begins.
     *
     * @param why completes "the batch was cancelled: ..."
     */
    public void request(String why) {
        Runnable toRun;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            toRun = action;
        }
        if (toRun != null) {
            toRun.run();
        }
    }

    /** Runs the action, null for none, upon the request; at once where it has come already. Replaces the action before. */
    public void onRequest(Runnable newAction) {
        boolean already;
        synchronized (this) {
            action = newAction;
            already = reason != null;
        }
        if (already && newAction != null) {
            newAction.run();
        }
    }

    /**
     * Goes on unless the end was requested.
     *
     * @throws OnecopyException with {@link Fault#CANCELLED} and the reason
     */
    public synchronized void check() {
        if (reason != null) {
            throw new OnecopyException(Fault.CANCELLED, "the batch was cancelled: " + reason);
        }
    }
}
