package onecopy.service.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which workers died over which chunks of a job, and whether the job is to blame. Somebody who kills workers now and then
 * must not end a long batch; something in the data or in a function that kills every worker must not cost the whole fleet.
 * Guarded by the job table's lock.
 */
final class Deaths {
    /** So many workers may die over one chunk before the chunk is to blame. */
    static final int MOST_OVER_A_CHUNK = 3;
    /** So many times each worker slot, of which at least two are counted, may die over a job within the window. */
    static final int MOST_OF_A_SLOT = 3;
    /** Replacements that die sooner than this count as having died young, too. */
    static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(10);

    private final byte[] overChunks;
    private final Deque<Long> recentNs = new ArrayDeque<>();
    private final Set<Integer> slots = new HashSet<>();
    private int count;

    Deaths(int chunkCount) {
        this.overChunks = new byte[chunkCount];
    }

    /** {@return how many deaths are the job's fault, once they are; empty while they may be somebody else's} */
    OptionalInt note(int chunk, int workerSlot, long nowNs) {
        count++;
        overChunks[chunk]++;
        slots.add(workerSlot);
        recentNs.addLast(nowNs);
        while (nowNs - recentNs.getFirst() > WINDOW_NS) {
            recentNs.removeFirst();
        }
        if (overChunks[chunk] >= MOST_OVER_A_CHUNK) {
            return OptionalInt.of(overChunks[chunk]);
        }
        return recentNs.size() >= MOST_OF_A_SLOT * Math.max(2, slots.size())
                ? OptionalInt.of(recentNs.size())
                : OptionalInt.empty();
    }

    /** {@return how many workers died over the job} */
    int count() {
        return count;
    }
}
