package onecopy.data.index;

import onecopy.data.function.ElementFunction;

/**
 * A function whose running totals an index keeps.
 *
 * @param name the function's name
 * @param version the version of its meaning the totals were made with
 * @param wide whether the totals take 128 bits
 */
public record IndexedFunction(String name, int version, boolean wide) {
    /** {@return whether the totals are those of this function, version and all} */
    public boolean matches(ElementFunction function) {
        return name.equals(function.name()) && version == function.version();
    }
}
