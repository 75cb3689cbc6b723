package onecopy.data.index;

import onecopy.data.function.ElementFunction;

/**
 * A function whose running totals an open index holds, to be handed to {@link IndexCursor#functionSum}. Got from
 * {@link ValueIndex#stored}; belongs to that index.
 */
public final class StoredFunction {
    private final ElementFunction function;
    private final CheckedArray totals;
    private final boolean wide;

    StoredFunction(ElementFunction function, CheckedArray totals, boolean wide) {
        this.function = function;
        this.totals = totals;
        this.wide = wide;
    }

    /** {@return the function itself} */
    public ElementFunction function() {
        return function;
    }

    CheckedArray totals() {
        return totals;
    }

    boolean isWide() {
        return wide;
    }
}
