package onecopy.loader.index;

/** Evaluates a function over entries that come in ascending order. For one thread. */
interface EntryFunction {
    /**
     * Evaluates the function.
     *
     * @param arguments strictly ascending
     * @param length how many
     * @param results receives the function of each argument
     */
    void apply(long[] arguments, int length, long[] results);
}
