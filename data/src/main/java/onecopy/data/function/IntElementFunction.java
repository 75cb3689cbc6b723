package onecopy.data.function;

/**
 * An element function that is fast on many {@code int32} elements at once and whose values there fit an int. Scans of
 * {@code int32} datasets then move no longs.
 */
public interface IntElementFunction extends ElementFunction {
    /**
     * Writes f of many values.
     *
     * @param values the values; not to be modified
     * @param count how many, from index 0; a few thousand at most
     * @param into receives f of {@code values[i]} at index {@code i}; a different array
     */
    void applyAll(int[] values, int count, int[] into);
}
