package onecopy.service.control;

/**
 * The hazard word of a worker: which job slot it may be touching. A worker stores it before it touches a job slot and
 * then looks again whether the slot still holds the job it meant. The coordinator reuses a job slot only when no
 * living worker's word names it, and a result area it took from a worker only when that worker's word has changed.
 *
 * <pre>
 *   63                                 8 7       0
 *  +------------------------------------+---------+
 *  |     engagements so far             | slot + 1|     0 in the low byte: engaged with none
 *  +------------------------------------+---------+
 * </pre>
 */
final class Engagement {
    /** Of a worker that has never been engaged. */
    static final long NONE = 0;

    private static final int COUNT_SHIFT = 8;
    private static final int SLOT_MASK = 0xFF;

    private Engagement() {}

    static long next(long word, int jobSlot) {
        return ((word >>> COUNT_SHIFT) + 1) << COUNT_SHIFT | (jobSlot + 1);
    }

    static long ended(long word) {
        return word & ~(long) SLOT_MASK;
    }

    /** {@return the job slot, -1 if none} */
    static int jobSlot(long word) {
        return ((int) word & SLOT_MASK) - 1;
    }
}
