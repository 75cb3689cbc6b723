package onecopy.data.index;

import onecopy.data.function.ElementFunction;

/**
 * What the two forms do differently. A place in the order is {@code entries} whole entries of {@code values.npy} and,
 * in the distinct form, {@code copies} further occurrences of the next one. Thread-safe.
 */
sealed interface IndexReader permits DistinctReader, SortedReader {
    /**
     * A thread's room for evaluating a function within a block.
     *
     * @param arguments at least {@link IndexLayout#BLOCK_ENTRIES} values
     * @param results as many results
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Scratch(long[] arguments, long[] results) {}

    /** {@return number of values before a place} */
    long count(long entries, long copies);

    /** {@return number of distinct values before a place} */
    long distinct(long entries, long copies);

    /** Sets a total to the sum of the values before a place. */
    void sum(long entries, long copies, Total128 into);

    /** Sets a total to the sum of a function over the values before a place. */
    void functionSum(StoredFunction function, long entries, long copies, Scratch scratch, Total128 into);

    /**
     * Reads what {@link #count} and {@link #sum} need of several places, so that it is in the cache when they ask.
     *
     * @return what was read, in no useful form
     */
    int touch(long[] entries, int from, int count);

    /** {@return the entry that holds the value of a rank below the count} */
    long entryOfRank(long rank);

    /** Writes the values of consecutive ranks. */
    void copyValues(long firstRank, long[] into, int length);

    /** Adds the sum of any function over the values of some entries, evaluating it once for equal neighbours. */
    void evaluate(ElementFunction function, long fromEntry, long toEntry, Total128 into);
}
