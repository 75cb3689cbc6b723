package onecopy.service.control;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import onecopy.data.fault.OnecopyException;

/**
 * Finds chunks of a job that nobody will finish, which only a stray write can bring about: claimed by a worker that is busy
 * with something else, or in a state that does not exist. A worker that fails lets go of a chunk it has claimed a moment
 * before its job ends, so a chunk is lost that two looks find in the same state. Not thread-safe.
 */
final class LostChunks {
    private final JobTable table;
    private final JobSlot slot;
    private final JobArena arena;
    private Map<Integer, Long> suspects = Map.of();

    LostChunks(JobTable table, JobSlot slot, JobArena arena) {
        this.table = table;
        this.slot = slot;
        this.arena = arena;
    }

    /**
     * Looks at the chunks that are not drained.
     *
     * @return whether one of them is free
     * @throws OnecopyException with {@link onecopy.data.fault.Fault#CORRUPT} where one is lost
     */
    boolean look(BitSet pending) {
        Map<Integer, Long> found = new HashMap<>();
        boolean free = false;
        for (int chunk = pending.nextSetBit(0); chunk >= 0; chunk = pending.nextSetBit(chunk + 1)) {
            long word = arena.state(chunk);
            free |= ChunkState.status(word) == ChunkState.FREE;
            if (isSuspicious(word)) {
                if (suspects.getOrDefault(chunk, 0L) == word) {
                    throw arena.damaged("a chunk in state 0x" + Long.toHexString(word) + ", which nobody computes");
                }
                found.put(chunk, word);
            }
        }
        suspects = found;
        return free;
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
