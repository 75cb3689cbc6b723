package onecopy.service.watch;

import java.util.List;
import onecopy.service.wire.Quarantined;

/**
 * A coordinator and its workers at one moment.
 *
 * @param workers those that take chunks
 * @param supervisedWorkers how many it keeps running itself
 * @param workerDeaths workers that died, not counting those that left in order
 * @param workerRestarts workers started in place of one that ended
 * @param chunksDone chunks whose result was merged
 * @param chunksFreedOfDead chunks taken from dead workers
 * @param chunksFreedOfSilent chunks taken from workers that fell silent
 * @param runningBatches batches being computed
 * @param waitingBatches batches that wait for room to be computed
 * @param quarantined what batches are refused on, or answered without
 */
public record FleetFigures(List<WorkerFigures> workers, int supervisedWorkers, long workerDeaths, long workerRestarts,
        long chunksDone, long chunksFreedOfDead, long chunksFreedOfSilent, int runningBatches, int waitingBatches,
        List<Quarantined> quarantined) {
    /** Copies the lists. */
    public FleetFigures {
        workers = List.copyOf(workers);
        quarantined = List.copyOf(quarantined);
    }

    /** {@return how many of a kind are in quarantine} */
    long quarantined(Quarantined.Kind kind) {
        return quarantined.stream().filter(one -> one.kind() == kind).count();
    }
}
