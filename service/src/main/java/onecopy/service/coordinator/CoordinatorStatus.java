package onecopy.service.coordinator;

import java.nio.file.Path;
import java.util.List;

/**
 * A coordinator at one moment.
 *
 * @param pid its process
 * @param workerPids the workers that take chunks, in the order of their slots
 * @param supervisedWorkers workers it keeps running itself
 * @param store folder of the datasets it serves
 * @param run folder in which its fleet meets
 * @param runningBatches batches being computed
 * @param answeredBatches batches answered since it started
 */
public record CoordinatorStatus(long pid, List<Long> workerPids, int supervisedWorkers, Path store, Path run,
        int runningBatches, long answeredBatches) {
    /** Copies the list. */
    public CoordinatorStatus {
        workerPids = List.copyOf(workerPids);
    }
}
