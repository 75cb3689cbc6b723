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

    /** {@return the smallest of some elements, or the largest 64-bit number where there are none} */
    static long min(MemorySegment values, ElementType type, long start, int length) {
        return switch (type) {
            case INT32 -> {
                int min = Integer.MAX_VALUE;
                for (int i = 0; i < length; i++) {
                    min = Math.min(min, values.get(ElementType.INT32_LAYOUT, (start + i) * Integer.BYTES));
                }
                yield min;
            }
            case INT64 -> {
                long min = Long.MAX_VALUE;
                for (int i = 0; i < length; i++) {
                    min = Math.min(min, values.get(ElementType.INT64_LAYOUT, (start + i) * Long.BYTES));
                }
                yield min;
            }
        };
    }

    /** Loads elements as their distances from an offset, which fit 32 bits. */
    static void load(MemorySegment values, ElementType type, long start, int length, long offset, int[] into) {
        switch (type) {
            case INT32 -> {
                for (int i = 0; i < length; i++) {
                    into[i] = values.get(ElementType.INT32_LAYOUT, (start + i) * Integer.BYTES) - (int) offset;
                }
            }
            case INT64 -> {
                for (int i = 0; i < length; i++) {
                    into[i] = (int) (values.get(ElementType.INT64_LAYOUT, (start + i) * Long.BYTES) - offset);
                }
            }
        }
    }

    /** Loads elements as their distances from an offset. */
    static void load(MemorySegment values, ElementType type, long start, int length, long offset, long[] into) {
        switch (type) {
            case INT32 -> {
                for (int i = 0; i < length; i++) {
                    into[i] = values.get(ElementType.INT32_LAYOUT, (start + i) * Integer.BYTES) - offset;
                }
            }
            case INT64 -> {
                for (int i = 0; i < length; i++) {
                    into[i] = values.get(ElementType.INT64_LAYOUT, (start + i) * Long.BYTES) - offset;
                }
            }
        }
    }

    /** Stores the first elements of a segment from their distances from an offset. */
    static void store(MemorySegment values, ElementType type, int length, long offset, int[] distances, int from) {
        switch (type) {
            case INT32 -> {
                for (int i = 0; i < length; i++) {
                    values.set(ElementType.INT32_LAYOUT, (long) i * Integer.BYTES, distances[from + i] + (int) offset);
                }
            }
            case INT64 -> {
                for (int i = 0; i < length; i++) {
                    values.set(ElementType.INT64_LAYOUT, (long) i * Long.BYTES, distances[from + i] + offset);
                }
            }
        }
    }

    /** Stores the first elements of a segment from their distances from an offset. */
    static void store(MemorySegment values, ElementType type, int length, long offset, long[] distances, int from) {
        switch (type) {
            case INT32 -> {
                for (int i = 0; i < length; i++) {
                    values.set(ElementType.INT32_LAYOUT, (long) i * Integer.BYTES,
                            (int) (distances[from + i] + offset));
                }
            }
            case INT64 -> {
                for (int i = 0; i < length; i++) {
                    values.set(ElementType.INT64_LAYOUT, (long) i * Long.BYTES, distances[from + i] + offset);
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
