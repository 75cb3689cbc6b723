package onecopy.loader.write;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/** Smallest and largest of the values seen so far. For one thread; merge what several threads saw. */
final class Extremes {
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    /** {@return the smallest value, {@link Long#MAX_VALUE} where none was seen} */
    long min() {
        return min;
    }

    /** {@return the largest value, {@link Long#MIN_VALUE} where none was seen} */
    long max() {
        return max;
    }

    /** Sees what others saw. */
    void merge(Extremes others) {
        include(others.min, others.max);
    }

    /** Sees the first {@code count} elements of a segment. */
    void see(MemorySegment elements, int count, ElementType type) {
        switch (type) {
            case INT32 -> seeInts(elements, count);
            case INT64 -> seeLongs(elements, count);
        }
    }

    private void seeInts(MemorySegment elements, int count) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            int value = elements.get(ElementType.INT32_LAYOUT, (long) i * Integer.BYTES);
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (count > 0) {
            include(low, high);
        }
    }

    private void seeLongs(MemorySegment elements, int count) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long value = elements.get(ElementType.INT64_LAYOUT, (long) i * Long.BYTES);
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (count > 0) {
            include(low, high);
        }
    }

    private void include(long low, long high) {
        min = Math.min(min, low);
        max = Math.max(max, high);
    }
}
