package onecopy.service.worker;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.WorkerControl;
import onecopy.service.query.BatchId;
import onecopy.service.scan.FunctionCalls;
import org.slf4j.LoggerFactory;

/**
 * The thread beside the compute thread. Ticks the heartbeat, which therefore means "this process runs", not "it makes
 * progress"; notices that the coordinator is gone while a chunk is computed; and ends the process where the compute
 * thread does not come back from a job that is over: no Java thread can be stopped from outside.
 */
final class Watchdog implements AutoCloseable {
    static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Consumer<String> say;
    private final Thread thread;
    private final Overstay overstay = new Overstay();
    private WorkerControl control;
    private Thread computing;
    private boolean closed;
    private volatile boolean orphaned;

    Watchdog(Consumer<String> say) {
        this.say = say;
        this.thread = Thread.ofPlatform().daemon().name("onecopy-watchdog").start(this::watch);
    }

    /** Begins to look after an attached worker, which computes on the calling thread. */
    synchronized void attach(WorkerControl attached) {
        control = attached;
        computing = Thread.currentThread();
        orphaned = false;
        overstay.end();
    }

    /** Ends it; this thread does not touch the control any more when the call returns. */
    synchronized void detach() {
        control = null;
    }

    /** {@return whether the coordinator is gone; noticed within a period} */
    boolean isOrphaned() {
        return orphaned;
    }

    /** Makes a waiting compute thread look around. */
    synchronized void wake() {
        if (control != null) {
            control.wake();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean _ = joined();
    }

    private boolean joined() {
        try {
            thread.join();
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                if (control != null) {
                    lookInSpiteOfDamage();
                }
                TimeUnit.NANOSECONDS.timedWait(this, PERIOD_NS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What somebody else wrote into the control file may be refused; the next look may be better. */
    private void lookInSpiteOfDamage() {
        try {
            look();
        } catch (OnecopyException e) {
            LoggerFactory.getLogger(Watchdog.class).debug("a look at the control file", e);
        } catch (InternalError e) {
            FileFaults.requireFailedRead(e);
            orphaned = true;
            control = null;
        }
    }

    private void look() {
        control.tick();
        if (!orphaned && control.isOrphaned()) {
            orphaned = true;
            control.wake();
        }
        if (!control.isEngagedInVain() && !(orphaned && control.isEngaged())) {
            overstay.end();
            return;
        }
        boolean inFunction = FunctionCalls.isUnderWay(computing);
        if (overstay.note(control.engagement(), inFunction)) {
            if (inFunction) {
                control.giveUp();
            }
            say.accept("worker " + control.slot() + " ends itself: " + (inFunction ? "a function" : "it")
                    + " did not return though its batch " + new BatchId(control.engagedBatchId()) + " is over");
            Runtime.getRuntime().halt(WorkerExit.STUCK);
        }
    }
}
