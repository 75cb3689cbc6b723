package onecopy.loader.source;

import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** The error for a value outside the dataset's type. */
final class Misfit {
    private Misfit() {}

    /** {@return the error for a value at a position counted from 0, as NumPy counts} */
    static OnecopyException at(long position, long value, ElementType type) {
        return of("the value at position " + position, Long.toString(value), type);
    }

    /** {@return the error for an unsigned value above what 64 signed bits hold, at a position counted from 0} */
    static OnecopyException unsignedAt(long position, long bits) {
        return of("the value at position " + position, Long.toUnsignedString(bits), ElementType.INT64);
    }

    /** {@return the error for a value that stands somewhere else, for example {@code line 3 of a.txt}} */
    static OnecopyException of(String where, String value, ElementType type) {
        String wayOut = type == ElementType.INT32 ? "; --type int64 has room for it" : "";
        return new OnecopyException(Fault.INVALID_ARGUMENT, where + " is " + value + ", which does not fit into "
                + type.label() + " (" + type.minValue() + " to " + type.maxValue() + ")" + wayOut);
    }
}
