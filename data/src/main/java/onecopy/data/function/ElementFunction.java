package onecopy.data.function;

/**
 * A function of one element, {@code f(x)}, whose sum over a range a query can ask for by {@link #name()}. Found by
 * {@link java.util.ServiceLoader}. Implementations must be pure (the same x always gives the same value), thread-safe
 * and have a public constructor without arguments. Three methods are enough; {@link #applyAll} is there for speed.
 *
 * <p>A function that cannot answer for some x throws; the batch that asked then fails with an error that names the
 * function and the x, and no other batch is harmed. One that does not return costs its worker, and is refused for a while. It
 * is only ever applied to elements of ranges it was asked for.
 */
public interface ElementFunction {
    /** {@return the name queries use: a lower-case letter, then lower-case letters, digits, {@code _} or {@code -}} */
    String name();

    /** {@return the version of the function's meaning, at least 1; results kept under another version are not used} */
    int version();

    /** {@return f(x)} */
    long apply(long x);

    /**
     * The bulk form: writes f of many values. Override it where many values are cheaper together.
     *
     * @param values the values; not to be modified
     * @param count how many, from index 0; a few thousand at most
     * @param into receives f of {@code values[i]} at index {@code i}; a different array
     */
    default void applyAll(long[] values, int count, long[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = apply(values[i]);
        }
    }
}
