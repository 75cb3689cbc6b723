package onecopy.service.control;

/**
 * The word of a job slot: job id and state in one, so that a transition meant for one job can't hit its successor.
 *
 * <pre>
 *   63                                 8 7       0
 *  +------------------------------------+---------+
 *  |              job id                |  state  |
 *  +------------------------------------+---------+
 * </pre>
 */
final class JobWord {
    private static final int ID_SHIFT = 8;
    private static final int STATE_MASK = 0xFF;

    private JobWord() {}

    static long of(long jobId, JobState state) {
        return jobId << ID_SHIFT | state.code();
    }

    static long jobId(long word) {
        return word >>> ID_SHIFT;
    }

    static JobState state(long word) {
        return JobState.ofCode((int) word & STATE_MASK);
    }

    static boolean isActive(long word) {
        return ((int) word & STATE_MASK) == JobState.ACTIVE.code();
    }
}
