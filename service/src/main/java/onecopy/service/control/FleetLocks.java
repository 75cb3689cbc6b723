package onecopy.service.control;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.RunDirectory;

/**
 * The kernel locks of a fleet: byte 0 of the locks file is the coordinator's, byte {@code 1 + slot} a worker's. The
 * kernel releases a process's locks when it dies, whatever the cause, so whoever holds none is dead.
 *
 * <p>These locks belong to the process, not to this object: what one {@code FleetLocks} of a process holds, another one
 * of the same process sees as held. Looking whether somebody lives takes the lock for an instant; those who want to
 * keep one try for a moment before they give up. Thread-safe.
 */
public final class FleetLocks implements AutoCloseable {
    private static final long COORDINATOR_BYTE = 0;
    private static final long FIRST_WORKER_BYTE = 1;
    private static final int CLAIM_ATTEMPTS = 20;
    private static final long CLAIM_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final RunDirectory run;
    private LocksFile file;
    private final Map<Long, FileLock> held = new HashMap<>();
    private boolean open = true;

    private FleetLocks(RunDirectory run, LocksFile file) {
        this.run = run;
        this.file = file;
    }

    /** {@return the locks of the fleet that meets here; makes the run directory and the locks file} */
    public static FleetLocks open(RunDirectory run) {
        return new FleetLocks(run, openFile(run));
    }

    /** A fleet that stops may remove the folder between the two steps. */
    private static LocksFile openFile(RunDirectory run) {
        for (int attempt = 1;; attempt++) {
            run.create();
            try {
                return LocksFile.open(run.locksFile(), true);
            } catch (OnecopyException e) {
                if (e.fault() != Fault.NOT_FOUND || attempt == CLAIM_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** {@return the locks of a fleet whose locks file exists, for a worker} */
    static FleetLocks openExisting(RunDirectory run) {
        return new FleetLocks(run, LocksFile.open(run.locksFile(), false));
    }

    /**
     * Takes the coordinator's lock.
     *
     * @throws OnecopyException with {@code CONFLICT} where another coordinator holds it
     */
    void claimCoordinator() {
        for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
            if (!tryHold(COORDINATOR_BYTE)) {
                LockSupport.parkNanos(CLAIM_PAUSE_NS);
            } else if (isCurrent()) {
                return;
            } else {
                followRemovedFile();
            }
        }
        throw new OnecopyException(Fault.CONFLICT, "another coordinator runs in " + run
                + ": ask that one, stop it with 'onecopy stop', or choose another --run directory");
    }

    /** Gives the coordinator's lock back. */
    void releaseCoordinator() {
        release(COORDINATOR_BYTE);
    }

    /** {@return whether a coordinator runs, in whatever process} */
    synchronized boolean coordinatorAlive() {
        return held.containsKey(COORDINATOR_BYTE) || file.isHeld(COORDINATOR_BYTE);
    }

    /** {@return whether a coordinator runs here now, in whatever process; loads neither mapping nor futex} */
    public static boolean coordinatorAlive(RunDirectory run) {
        try (LocksFile file = LocksFile.open(run.locksFile(), false)) {
            return file.isHeld(COORDINATOR_BYTE);
        } catch (OnecopyException e) {
            if (e.fault() == Fault.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** {@return whether the lock of this worker slot is the caller's now} */
    boolean tryWorker(int slot) {
        return tryHold(FIRST_WORKER_BYTE + slot);
    }

    /** Gives the lock of a worker slot back. */
    void releaseWorker(int slot) {
        release(FIRST_WORKER_BYTE + slot);
    }

    /** {@return whether this is still the locks file of the run directory: a fleet that stops removes it} */
    synchronized boolean isCurrent() {
        return file.isStillAt(run.locksFile());
    }

    /**
     * Removes what the fleet leaves in its run directory, for the holder of the coordinator's lock; nothing where the locks file
     * was removed or replaced, because the folder may be another fleet's by then.
     *
     * @throws OnecopyException where a file can't be removed
     */
    public void emptyRunDirectory() {
        if (isCurrent()) {
            run.removeAll();
        }
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            for (long position : held.keySet().stream().mapToLong(Long::longValue).toArray()) {
                release(position);
            }
            file.close();
        }
    }

    /** A fleet that stopped removed the file between our opening and our locking it. */
    private synchronized void followRemovedFile() {
        release(COORDINATOR_BYTE);
        file.close();
        file = openFile(run);
    }

    private synchronized boolean tryHold(long position) {
        if (held.containsKey(position)) {
            return false;
        }
        FileLock lock = tryLock(position);
        if (lock == null) {
            return false;
        }
        held.put(position, lock);
        return true;
    }

    private FileLock tryLock(long position) {
        try {
            return file.channel().tryLock(position, 1, false);
        } catch (OverlappingFileLockException _) {
            return null;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private synchronized void release(long position) {
        try (FileLock lock = held.remove(position)) {
            if (lock != null && lock.isValid()) {
                lock.release();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private OnecopyException failed(IOException e) {
        return OnecopyException.ofIo("lock " + run.locksFile(), e);
    }
}
