package onecopy.data.npy;

import java.nio.ByteOrder;
import onecopy.data.ElementType;

/**
 * How one element of an integer {@code .npy} file lies in it.
 *
 * @param widthBytes bytes an element takes: 1, 2, 4 or 8
 * @param signed whether elements are in two's complement; otherwise they are unsigned
 * @param order byte order; without meaning for one-byte elements
 */
public record NpyType(int widthBytes, boolean signed, ByteOrder order) {
    /** Checks the width. */
    public NpyType {
        if (widthBytes != 1 && widthBytes != 2 && widthBytes != 4 && widthBytes != 8) {
            throw new IllegalArgumentException("widthBytes=" + widthBytes + ": it is 1, 2, 4 or 8");
        }
    }

    /** {@return the type of a dataset's own files} */
    public static NpyType of(ElementType type) {
        return new NpyType(type.widthBytes(), true, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * {@return the smallest element type that holds every value of this type; {@link ElementType#INT64} for unsigned
     * 64-bit integers too, whose larger half does not fit and must be refused value by value}
     */
    public ElementType elementType() {
        return widthBytes < 4 || (widthBytes == 4 && signed) ? ElementType.INT32 : ElementType.INT64;
    }

    /** {@return whether a file of this type holds the very bytes a dataset of {@link #elementType()} holds} */
    public boolean isStoredForm() {
        return equals(of(elementType()));
    }

    /** {@return the {@code descr} NumPy writes for this type: {@code <i4}, {@code >u2}, {@code |i1}} */
    public String descr() {
        String mark = widthBytes == 1 ? "|" : order == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
        return mark + (signed ? 'i' : 'u') + widthBytes;
    }
}
