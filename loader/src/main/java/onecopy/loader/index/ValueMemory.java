package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/** Loops over the elements of a segment, one loop a type. Indexes are in elements. */
final class ValueMemory {
    private ValueMemory() {}

    /** {@return an element, widened} */
    static long get(MemorySegment values, ElementType type, long index) {
        return switch (type) {
            case INT32 -> values.get(ElementType.INT32_LAYOUT, index * Integer.BYTES);
            case INT64 -> values.get(ElementType.INT64_LAYOUT, index * Long.BYTES);
        };
    }

    /** Writes an element that fits the type. */
    static void set(MemorySegment values, ElementType type, long index, long value) {
        switch (type) {
            case INT32 -> values.set(ElementType.INT32_LAYOUT, index * Integer.BYTES, (int) value);
            case INT64 -> values.set(ElementType.INT64_LAYOUT, index * Long.BYTES, value);
        }
    }

    /** Loads elements as their distances above a base, which are unsigned. */
    static void load(MemorySegment values, ElementType type, long start, int length, long base, long[] into) {
        switch (type) {
            case INT32 -> {
                for (int i = 0; i < length; i++) {
                    into[i] = values.get(ElementType.INT32_LAYOUT, (start + i) * Integer.BYTES) - base;
                }
            }
            case INT64 -> {
                for (int i = 0; i < length; i++) {
                    into[i] = values.get(ElementType.INT64_LAYOUT, (start + i) * Long.BYTES) - base;
                }
            }
        }
    }

    /** Stores elements from their distances above a base. */
    static void store(MemorySegment values, ElementType type, long start, int length, long base, long[] from) {
        switch (type) {
            case INT32 -> {
                for (int i = 0; i < length; i++) {
                    values.set(ElementType.INT32_LAYOUT, (start + i) * Integer.BYTES, (int) (from[i] + base));
                }
            }
            case INT64 -> {
                for (int i = 0; i < length; i++) {
                    values.set(ElementType.INT64_LAYOUT, (start + i) * Long.BYTES, from[i] + base);
                }
            }
        }
    }

    /** Counts elements by the leading bits of their distance above a base. */
    static void histogram(MemorySegment values, ElementType type, long start, int length, long base, int shift,
            int[] bins) {
        switch (type) {
            case INT32 -> {
                for (int i = 0; i < length; i++) {
                    long key = values.get(ElementType.INT32_LAYOUT, (start + i) * Integer.BYTES) - base;
                    bins[(int) (key >>> shift)]++;
                }
            }
            case INT64 -> {
                for (int i = 0; i < length; i++) {
                    long key = values.get(ElementType.INT64_LAYOUT, (start + i) * Long.BYTES) - base;
                    bins[(int) (key >>> shift)]++;
                }
            }
        }
    }
}
