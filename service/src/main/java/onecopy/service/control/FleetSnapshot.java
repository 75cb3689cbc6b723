package onecopy.service.control;

import java.util.List;
import java.util.Optional;

/**
 * A fleet as it was at about one moment: each slot is read by itself, the whole is not atomic.
 *
 * @param state what the coordinator says
 * @param coordinatorPid the coordinator's process
 * @param coordinatorAlive whether that very process still runs
 * @param startedAtMillis when the control file was created, Unix time
 * @param batches batches answered since then
 * @param workers the slots in use, dead owners included until their coordinator notices
 * @param jobs the jobs not yet closed
 * @param lastBatch empty before the first
 */
public record FleetSnapshot(FleetState state, long coordinatorPid, boolean coordinatorAlive, long startedAtMillis,
        long batches, List<WorkerSnapshot> workers, List<JobSnapshot> jobs, Optional<LastBatch> lastBatch) {
    /** Copies the lists. */
    public FleetSnapshot {
        workers = List.copyOf(workers);
        jobs = List.copyOf(jobs);
    }
}
