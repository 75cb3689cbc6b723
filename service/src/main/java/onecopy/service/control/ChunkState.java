package onecopy.service.control;

/**
 * The state word of a chunk. Claiming and finishing are compare-and-set on the whole word, so that whoever holds an
 * outdated word, a worker that slept while its chunk was given to another, changes nothing.
 *
 * <pre>
 *   63                 32 31        16 15      8 7       0
 *  +---------------------+------------+---------+---------+
 *  |    result area      |   epoch    | worker  | status  |
 *  +---------------------+------------+---------+---------+
 * </pre>
 *
 * The epoch grows each time a claimed chunk is set free, so no word comes back while anybody may hold it.
 */
final class ChunkState {
    static final int FREE = 0;
    static final int CLAIMED = 1;
    static final int DONE = 2;
    /** The next epoch is 0 again: a claim would have to sleep through 65,536 others of its chunk to be taken for a new one. */
    private static final int EPOCH_MASK = 0xFFFF;

    private static final int WORKER_SHIFT = 8;
    private static final int EPOCH_SHIFT = 16;
    private static final int AREA_SHIFT = 32;
    private static final int BYTE_MASK = 0xFF;

    private ChunkState() {}

    static long free(int epoch, int area) {
        return word(FREE, 0, epoch, area);
    }

    static long claimed(long freeWord, int worker) {
        return word(CLAIMED, worker, epoch(freeWord), area(freeWord));
    }

    static long done(long claimedWord) {
        return word(DONE, worker(claimedWord), epoch(claimedWord), area(claimedWord));
    }

    static int status(long word) {
        return (int) word & BYTE_MASK;
    }

    static int worker(long word) {
        return (int) (word >>> WORKER_SHIFT) & BYTE_MASK;
    }

    static int epoch(long word) {
        return (int) (word >>> EPOCH_SHIFT) & EPOCH_MASK;
    }

    static int area(long word) {
        return (int) (word >>> AREA_SHIFT);
    }

    static boolean isClaimedBy(long word, int worker) {
        return status(word) == CLAIMED && worker(word) == worker;
    }

    private static long word(int status, int worker, int epoch, int area) {
        return (long) area << AREA_SHIFT | (long) (epoch & EPOCH_MASK) << EPOCH_SHIFT | (long) worker << WORKER_SHIFT
                | status;
    }
}
