package onecopy.service.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.OnecopyException;
import org.slf4j.LoggerFactory;

/**
 * Tells living, silent and dead workers apart and frees the chunks of the latter two. A worker is dead when its kernel
 * lock is gone, silent when its lock is held but its watchdog has not ticked for a while: stopped, swapped out, frozen.
 * Time is measured on this process's clock alone. Used by one thread, under the job table's lock.
 */
final class FleetWatch {
    private static final long REMINDER_NS = TimeUnit.MINUTES.toNanos(1);

    private final FleetLocks locks;
    private final JobTable jobs;
    private final WorkerSlot[] workers;
    private final long silenceNs;
    private final View[] views;
    private List<StuckWorker> stuck = new ArrayList<>();

    /** What the last look at a slot saw. */
    private static final class View {
        long heartbeats;
        long changedNs;
        boolean inUse;
        /** Whether somebody held its lock who was about to come, to leave or to end, by its state. */
        boolean held;
        /** How long it had been silent. */
        long silentNs;

        private String complaint = "";
        private long complainedNs;

        boolean hasMoved(WorkerSlot worker) {
            return worker.heartbeats() != heartbeats;
        }

        /** Now and then: looks come a hundred times a second. */
        void complain(WorkerSlot worker, String message, long nowNs) {
            if (!message.equals(complaint) || nowNs - complainedNs > REMINDER_NS) {
                complaint = message;
                complainedNs = nowNs;
                LoggerFactory.getLogger(FleetWatch.class).warn("worker slot {}: {}", worker.slot(), message);
            }
        }
    }

    FleetWatch(FleetLocks locks, JobTable jobs, WorkerSlot[] workers, long silenceNs) {
        this.locks = locks;
        this.jobs = jobs;
        this.workers = workers;
        this.silenceNs = silenceNs;
        this.views = new View[workers.length];
        Arrays.setAll(views, _ -> new View());
    }

    /** Looks at every worker once; what cannot be done for one of them does not keep the others waiting. */
    void look(long nowNs) {
        for (WorkerSlot worker : workers) {
            try {
                look(worker, views[worker.slot()], nowNs);
            } catch (OnecopyException e) {
                views[worker.slot()].complain(worker, e.getMessage(), nowNs);
            }
        }
        jobs.sweep();
    }

    private void look(WorkerSlot worker, View view, long nowNs) {
        WorkerState state = worker.state();
        if (state == WorkerState.FREE && !view.inUse && !view.hasMoved(worker) && !worker.isEngaged()) {
            return;
        }
        if (locks.tryWorker(worker.slot())) {
            bury(worker, view);
            return;
        }
        boolean passing = state != WorkerState.ATTACHED && state != WorkerState.DAMAGED;
        // One that comes, leaves or ends does not tick: somebody else has written the state of one that does.
        if (state == WorkerState.DAMAGED || (passing && view.held && view.hasMoved(worker))) {
            worker.repairState(state, WorkerState.ATTACHED);
        }
        view.held = passing;
        if (isSilent(worker, view, nowNs)) {
            jobs.open().forEach(job -> job.recovery().freeChunksOfSilent(worker));
        }
    }

    /** {@return workers found dead since the last call that were stuck in a function} */
    List<StuckWorker> takeStuck() {
        List<StuckWorker> taken = stuck;
        stuck = new ArrayList<>();
        return taken;
    }

    /** {@return for how long a worker has been silent, as of the last look; 0 while that is tolerated} */
    long silentNs(int slot) {
        View view = views[slot];
        return view.inUse && view.silentNs > silenceNs ? view.silentNs : 0;
    }

    /** {@return how long ago the heartbeat was last seen to move; 0 for a worker not looked at yet} */
    long heartbeatAgeNs(int slot, long nowNs) {
        return views[slot].inUse ? Math.max(0, nowNs - views[slot].changedNs) : 0;
    }

    /** Nobody can take the slot meanwhile: its lock is ours until it is in order. */
    private void bury(WorkerSlot worker, View view) {
        try {
            WorkerState state = worker.state();
            if (state != WorkerState.FREE && state != WorkerState.DAMAGED) {
                jobs.counters.workerDied();
            }
            jobs.open().forEach(job -> job.recovery().freeChunksOfDead(worker));
            if (state == WorkerState.STUCK) {
                jobs.closedJob(Engagement.jobSlot(worker.engagement()))
                        .flatMap(job -> job.recovery().stuckWorker(worker)).ifPresent(stuck::add);
            }
            worker.endEngagement();
            worker.putState(WorkerState.FREE);
            view.inUse = false;
            view.held = false;
            view.silentNs = 0;
            view.heartbeats = worker.heartbeats();
        } finally {
            locks.releaseWorker(worker.slot());
        }
    }

    private boolean isSilent(WorkerSlot worker, View view, long nowNs) {
        if (!view.inUse || view.hasMoved(worker)) {
            view.inUse = true;
            view.heartbeats = worker.heartbeats();
            view.changedNs = nowNs;
        }
        view.silentNs = nowNs - view.changedNs;
        return view.silentNs > silenceNs;
    }
}
