package onecopy.data.function;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/**
 * A function of one element, {@code f(x)}, whose sum over a range a query can ask for by {@link #name()}. Found by
 * {@link java.util.ServiceLoader}. Implementations must be pure (the same x always gives the same value), thread-safe
 * and have a public constructor without arguments.
 */
public interface ElementFunction {
    /** {@return the name queries use: a lower-case letter, then lower-case letters, digits, {@code _} or {@code -}} */
    String name();

    /** {@return the version of the function's meaning, at least 1; results kept under another version are not used} */
    int version();

    /** {@return f(x)} */
    long apply(long x);

    /**
     * The bulk form: writes f of {@code count} consecutive elements. Override it where many values are cheaper together.
     *
     * @param values elements of the given type, little-endian
     * @param start index of the first element, in elements from the segment's beginning
     * @param count number of elements, at most {@code into.length}
     * @param into receives f of element {@code start + i} at index {@code i}
     */
    default void applyAll(MemorySegment values, ElementType type, long start, int count, long[] into) {
        switch (type) {
            case INT32 -> {
                for (int i = 0; i < count; i++) {
                    into[i] = apply(values.get(ElementType.INT32_LAYOUT, (start + i) * Integer.BYTES));
                }
            }
            case INT64 -> {
                for (int i = 0; i < count; i++) {
                    into[i] = apply(values.get(ElementType.INT64_LAYOUT, (start + i) * Long.BYTES));
                }
            }
        }
    }
}
