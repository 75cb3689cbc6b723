package onecopy.data.index;

import onecopy.data.ElementType;
import onecopy.data.store.Manifest;

/**
 * What an index and its dataset must agree on.
 *
 * @param type type of the values
 * @param count number of values
 * @param min smallest value; {@link Long#MAX_VALUE} where there is none
 * @param max largest value; {@link Long#MIN_VALUE} where there is none
 */
public record IndexedData(ElementType type, long count, long min, long max) {
    /** Checks that the fields agree. */
    public IndexedData {
        boolean agree = count == 0
                ? min == Long.MAX_VALUE && max == Long.MIN_VALUE
                : count > 0 && min <= max && min >= type.minValue() && max <= type.maxValue();
        if (!agree) {
            throw new IllegalArgumentException(
                    "type=" + type.label() + ", count=" + count + ", min=" + min + ", max=" + max);
        }
    }

    /** {@return what the manifest of a dataset's version says} */
    public static IndexedData of(Manifest manifest) {
        return new IndexedData(manifest.elementType(), manifest.count(), manifest.min(), manifest.max());
    }

    /** {@return the data as sentences name them: {@code 6 int32 values from 4 to 11}} */
    String described() {
        String what = count + " " + type.label() + (count == 1 ? " value" : " values");
        return count == 0 ? what : what + " from " + min + " to " + max;
    }

    /** {@return whether a running sum of the values could leave 64 bits} */
    public boolean sumsMayOverflow() {
        long magnitude = Math.max(magnitude(min), magnitude(max));
        return Math.multiplyHigh(count, magnitude) != 0 || count * magnitude < 0;
    }

    private static long magnitude(long value) {
        return value == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(value);
    }
}
