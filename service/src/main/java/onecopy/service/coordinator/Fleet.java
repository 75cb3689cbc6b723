package onecopy.service.coordinator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.Attendance;
import onecopy.service.control.CoordinatorControl;

/**
 * Whether anybody is there to compute. A fleet without workers is an error the caller gets at once, unless workers are
 * known to be on their way: replacements that the supervisor starts, or workers that outlived an earlier coordinator and
 * need a moment to find this one. Thread-safe.
 */
final class Fleet {
    /** Workers started by hand look for a new coordinator at least this often. */
    private static final Duration REJOIN_TIME = Duration.ofSeconds(2);
    /** A supervised worker is there long before, on any machine. */
    private static final Duration RESTART_TIME = Duration.ofSeconds(20);

    private final CoordinatorControl control;
    private final Supervisor supervisor;
    private final long startNs = System.nanoTime();

    Fleet(CoordinatorControl control, Supervisor supervisor) {
        this.control = control;
        this.supervisor = supervisor;
    }

    /**
     * {@return how many workers take chunks, at least 1}
     *
     * @throws OnecopyException with {@link Fault#UNAVAILABLE} and the remedy where there is none
     */
    int requireWorkers(Deadline deadline) {
        long patienceNs = Math.min(deadline.remainingNs(), supervisor.isHopeful()
                ? RESTART_TIME.toNanos()
                : REJOIN_TIME.toNanos() - (System.nanoTime() - startNs));
        long beganNs = System.nanoTime();
        int count = control.workerCount();
        // One that came may have left before it was counted.
        while (count == 0 && await(1, Duration.ofNanos(patienceNs - (System.nanoTime() - beganNs)))) {
            count = control.workerCount();
        }
        if (count == 0) {
            throw nobody("no worker is attached");
        }
        return count;
    }

    /** {@return whether at least this many workers take chunks, at the latest after this time} */
    boolean await(int count, Duration timeout) {
        try {
            return control.awaitWorkers(count, timeout);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends all workers away. {@return whether they have left within the time} */
    boolean dismiss(Duration timeout) {
        try {
            return control.stop(timeout);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Workers died of something that is now shut away: their replacements begin with a clean record. */
    void forgiveDeaths() {
        supervisor.forgiveDeaths();
    }

    /** {@return why nobody could compute a batch now; empty where somebody is there} */
    String complaint() {
        Attendance attendance = control.attendance();
        if (attendance.present() > 0) {
            return "";
        }
        return attendance.attached() == 0
                ? "no worker is attached" + supervisor.complaint()
                : attendance.silent() + " of " + attendance.attached() + (attendance.attached() == 1
                        ? " worker has"
                        : " workers have") + " been silent for "
                        + TimeUnit.NANOSECONDS.toSeconds(attendance.silentNs())
                        + " s: halted, or without time of a core";
    }

    /** {@return a watch over one pass} */
    Watch watch() {
        return new Watch();
    }

    private OnecopyException nobody(String what) {
        return new OnecopyException(Fault.UNAVAILABLE, what + supervisor.complaint()
                + "; start one with 'onecopy worker', or the whole service with 'onecopy serve'");
    }

    /** Notices that a pass has lost its last worker. Used by one thread. */
    final class Watch {
        private long lastSeenNs = System.nanoTime();

        private Watch() {}

        /**
         * Goes on where a worker is there or may come.
         *
         * @throws OnecopyException with {@link Fault#UNAVAILABLE} where all have been gone for a while
         */
        void requireSomebody() {
            long nowNs = System.nanoTime();
            if (control.workerCount() > 0) {
                lastSeenNs = nowNs;
                return;
            }
            Duration patience = supervisor.isHopeful() ? RESTART_TIME : REJOIN_TIME;
            if (nowNs - lastSeenNs > patience.toNanos()) {
                throw nobody("the last worker left while the batch was computed");
            }
        }
    }
}
