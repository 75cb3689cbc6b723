package onecopy.service.benchmarks.rivals;

import java.sql.SQLException;
import java.util.List;

/**
 * One way to answer threshold questions about an array. It is given the array once and may prepare for as long as it
 * likes; only its answers are timed. Used by one thread at a time, and may use every core.
 */
interface Contender extends AutoCloseable {
    /** {@return who answers, and how, in a few words} */
    String label();

    /** {@return whether it can sum; one that cannot answers with {@link Answer#UNKNOWN_SUM}} */
    default boolean sums() {
        return true;
    }

    /**
     * {@return for each threshold n, how many elements are at most n and what they add up to}
     *
     * @param thresholds in any order, possibly repeated
     */
    List<Answer> atMost(long[] thresholds) throws Exception;

    @Override
    void close() throws SQLException;

    /**
     * The answer for one threshold.
     *
     * @param count elements at most the threshold
     * @param sum their sum, {@link #UNKNOWN_SUM} from a contender that cannot sum
     */
    record Answer(long count, long sum) {
        /** Stands for the sum that was not computed; no sum of non-negative elements has this value. */
        static final long UNKNOWN_SUM = -1;
    }
}
