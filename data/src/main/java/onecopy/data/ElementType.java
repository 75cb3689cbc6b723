package onecopy.data;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** The two element types of a dataset. Values are stored little-endian, in two's complement. */
public enum ElementType {
    /** 32-bit signed integers, NumPy's {@code <i4}. */
    INT32("int32", "<i4", Integer.BYTES, Integer.MIN_VALUE, Integer.MAX_VALUE),
    /** 64-bit signed integers, NumPy's {@code <i8}. */
    INT64("int64", "<i8", Long.BYTES, Long.MIN_VALUE, Long.MAX_VALUE);

    /** How an {@link #INT32} element lies in a mapped file; files may place their data on any 4-byte boundary. */
    public static final ValueLayout.OfInt INT32_LAYOUT = ValueLayout.JAVA_INT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    /** How an {@link #INT64} element lies in a mapped file. */
    public static final ValueLayout.OfLong INT64_LAYOUT = ValueLayout.JAVA_LONG_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String label;
    private final String npyDescr;
    private final int widthBytes;
    private final long minValue;
    private final long maxValue;

    ElementType(String label, String npyDescr, int widthBytes, long minValue, long maxValue) {
        this.label = label;
        this.npyDescr = npyDescr;
        this.widthBytes = widthBytes;
        this.minValue = minValue;
        this.maxValue = maxValue;
    }

    /** {@return the name used on command lines and in manifests: {@code int32} or {@code int64}} */
    public String label() {
        return label;
    }

    /** {@return the {@code descr} of a NumPy header with this type} */
    public String npyDescr() {
        return npyDescr;
    }

    /** {@return bytes an element takes, 4 or 8} */
    public int widthBytes() {
        return widthBytes;
    }

    /** {@return the smallest value an element can have} */
    public long minValue() {
        return minValue;
    }

    /** {@return the largest value an element can have} */
    public long maxValue() {
        return maxValue;
    }

    /**
     * {@return the type with this label}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for any other label
     */
    public static ElementType ofLabel(String label) {
        for (ElementType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        throw new OnecopyException(Fault.INVALID_ARGUMENT,
                "unknown element type '" + Excerpt.of(label) + "': it is int32 or int64");
    }
}
