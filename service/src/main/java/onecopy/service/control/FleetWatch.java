package onecopy.service.control;

import java.util.Arrays;
import onecopy.data.fault.OnecopyException;
import org.slf4j.LoggerFactory;

/**
 * Tells living, silent and dead workers apart and frees the chunks of the latter two. A worker is dead when its kernel
 * lock is gone, silent when its lock is held but its watchdog has not ticked for a while: stopped, swapped out, frozen.
 * Time is measured on this process's clock alone. Used by one thread, under the job table's lock.
 */
final class FleetWatch {
    private final FleetLocks locks;
    private final JobTable jobs;
    private final WorkerSlot[] workers;
    private final long silenceNs;
    private final long[] lastHeartbeats = new long[ControlFileDescriptor.WORKER_SLOTS];
    private final long[] lastChangesNs = new long[ControlFileDescriptor.WORKER_SLOTS];

    FleetWatch(FleetLocks locks, JobTable jobs, WorkerSlot[] workers, long silenceNs) {
        this.locks = locks;
        this.jobs = jobs;
        this.workers = workers;
        this.silenceNs = silenceNs;
        Arrays.fill(lastHeartbeats, -1);
    }

    /** Looks at every worker once. A job slot with rubbish in it is left alone: whoever asks for it gets the error. */
    void look(long nowNs) {
        for (WorkerSlot worker : workers) {
            try {
                look(worker, nowNs);
            } catch (OnecopyException e) {
                LoggerFactory.getLogger(FleetWatch.class).debug("worker slot {}", worker.slot(), e);
            }
        }
        jobs.sweep();
    }

    private void look(WorkerSlot worker, long nowNs) {
        WorkerState state = worker.state();
        if (state == WorkerState.FREE) {
            lastHeartbeats[worker.slot()] = -1;
            return;
        }
        if (locks.tryWorker(worker.slot())) {
            bury(worker);
            return;
        }
        if (state == WorkerState.DAMAGED) {
            worker.repairState(WorkerState.ATTACHED);
        }
        if (isSilent(worker, nowNs)) {
            jobs.open().forEach(job -> job.freeChunksOfSilent(worker));
        }
    }

    /** {@return how long ago the heartbeat was last seen to move; 0 for a worker not looked at yet} */
    long heartbeatAgeNs(int slot, long nowNs) {
        return lastHeartbeats[slot] < 0 ? 0 : Math.max(0, nowNs - lastChangesNs[slot]);
    }

    /** Nobody can take the slot meanwhile: its lock is ours until it is in order. */
    private void bury(WorkerSlot worker) {
        try {
            WorkerState state = worker.state();
            if (state != WorkerState.FREE) {
                if (state != WorkerState.DAMAGED) {
                    jobs.counters.workerDied();
                }
                jobs.open().forEach(job -> job.freeChunksOfDead(worker));
                worker.endEngagement();
                worker.putState(WorkerState.FREE);
            }
        } finally {
            locks.releaseWorker(worker.slot());
        }
    }

    private boolean isSilent(WorkerSlot worker, long nowNs) {
        int slot = worker.slot();
        long heartbeats = worker.heartbeats();
        if (heartbeats != lastHeartbeats[slot]) {
            lastHeartbeats[slot] = heartbeats;
            lastChangesNs[slot] = nowNs;
        }
        return nowNs - lastChangesNs[slot] > silenceNs;
    }
}
