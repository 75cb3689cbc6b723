package onecopy.data.zones;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/** Computes a {@link ZoneMap} of values that arrive piece by piece, in any order. Thread-safe. */
public final class ZoneMapBuilder {
    private static final long FIRST_ROWS = 1 << 10;

    private final ElementType type;
    private MemorySegment rows = ZoneMap.allocate(FIRST_ROWS * ZoneMap.ROW_BYTES);
    private long count;

    /** Begins with no value. */
    public ZoneMapBuilder(ElementType type) {
        this.type = type;
    }

    /**
     * Takes elements {@code [start, start + pieceCount)}, which lie at the beginning of the segment.
     *
     * @param start a multiple of {@link ZoneMap#ZONE_ELEMENTS}
     * @param pieceCount another one, unless these are the last elements of all
     */
    public void add(long start, MemorySegment elements, int pieceCount) {
        if (start % ZoneMap.ZONE_ELEMENTS != 0) {
            throw new IllegalArgumentException("start=" + start);
        }
        MemorySegment summaries = summaries(elements, pieceCount);
        synchronized (this) {
            long first = start / ZoneMap.ZONE_ELEMENTS * ZoneMap.ROW_BYTES;
            require(first + summaries.byteSize());
            MemorySegment.copy(summaries, 0, rows, first, summaries.byteSize());
            count = Math.max(count, start + pieceCount);
        }
    }

    private MemorySegment summaries(MemorySegment elements, int pieceCount) {
        int zones = ZoneMap.zoneCount(pieceCount, ZoneMap.ZONE_ELEMENTS);
        MemorySegment summaries = MemorySegment.ofArray(new long[zones * ZoneMap.COLUMNS]);
        ZoneSummary summary = new ZoneSummary();
        for (int zone = 0; zone < zones; zone++) {
            long first = (long) zone * ZoneMap.ZONE_ELEMENTS;
            summary.clear();
            summary.add(elements, first, Math.min(ZoneMap.ZONE_ELEMENTS, pieceCount - first), type);
            ZoneMap.put(summaries, zone, summary);
        }
        return summaries;
    }

    private void require(long bytes) {
        if (bytes > rows.byteSize()) {
            MemorySegment larger = ZoneMap.allocate(Math.max(bytes, 2 * rows.byteSize()));
            larger.copyFrom(rows);
            rows = larger;
        }
    }

    /** {@return the map of all that was taken, from element 0 without a gap; nothing can be taken after} */
    public synchronized ZoneMap finish() {
        return new ZoneMap(count, ZoneMap.ZONE_ELEMENTS, rows);
    }
}
