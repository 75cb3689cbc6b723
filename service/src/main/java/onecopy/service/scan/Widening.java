package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/** Reads elements of either type as longs. */
final class Widening {
    private Widening() {}

    static void copy(MemorySegment values, ElementType type, long start, int count, long[] into) {
        switch (type) {
            case INT32 -> {
                long offset = start * Integer.BYTES;
                for (int i = 0; i < count; i++) {
                    into[i] = values.get(ElementType.INT32_LAYOUT, offset + (long) i * Integer.BYTES);
                }
            }
            case INT64 -> MemorySegment.copy(values, ElementType.INT64_LAYOUT, start * Long.BYTES, into, 0, count);
        }
    }
}
