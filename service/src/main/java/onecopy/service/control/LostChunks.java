package onecopy.service.control;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds chunks of a job that nobody will finish: claimed by a worker that is busy with something else, or in a state that
 * does not exist. That is a stray write, or a worker that gave up its chunk because another one was about to report a failure
 * and never did. One that is about to end its job looks the same for a moment: so a chunk is lost that two looks find in the same
 * state. Not thread-safe.
 */
final class LostChunks {
    private final JobTable table;
    private final JobSlot slot;
    private final JobArena arena;
    private Map<Integer, Long> suspects = Map.of();
    private boolean anyFree;

    LostChunks(JobTable table, JobSlot slot, JobArena arena) {
        this.table = table;
        this.slot = slot;
        this.arena = arena;
    }

    /** Looks at the chunks that are not drained; {@return the lost ones with their state words} */
    Map<Integer, Long> look(BitSet pending) {
        Map<Integer, Long> lost = new HashMap<>();
        Map<Integer, Long> found = new HashMap<>();
        anyFree = false;
        for (int chunk = pending.nextSetBit(0); chunk >= 0; chunk = pending.nextSetBit(chunk + 1)) {
            long word = arena.state(chunk);
            anyFree |= ChunkState.status(word) == ChunkState.FREE;
            if (isSuspicious(word)) {
                (suspects.getOrDefault(chunk, 0L) == word ? lost : found).put(chunk, word);
            }
        }
        suspects = found;
        return lost;
    }

    /** {@return whether the last look found a chunk that waits for a worker} */
    boolean isAnyFree() {
        return anyFree;
    }

    private boolean isSuspicious(long word) {
        int worker = ChunkState.worker(word);
        return switch (ChunkState.status(word)) {
            case ChunkState.FREE, ChunkState.DONE -> false;
            case ChunkState.CLAIMED -> worker >= ControlFileDescriptor.WORKER_SLOTS || !table.isEngaged(worker, slot);
            default -> true;
        };
    }
}
