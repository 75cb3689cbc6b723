package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import onecopy.data.index.IndexedData;

/**
 * Counts values by the leading bits of their distance above the smallest one. Each thread counts its share of the values
 * with 32-bit counters of its own, which take half the cache, and empties them before they can overflow.
 */
final class BinCounter {
    private static final int PIECE_ELEMENTS = 1 << 18;
    private static final int PIECES_BEFORE_FLUSH = 1 << 12;

    private BinCounter() {}

    /** {@return for each thread, how many values of its share fall into each bin} */
    static long[][] count(IndexedData data, MemorySegment values, int shift, int bins, BuildCrew crew) {
        long[][] counts = new long[crew.threads()][bins];
        crew.begin("count", data.count() * data.type().widthBytes());
        crew.run(thread -> {
            int[] own = new int[bins];
            int pieces = 0;
            long end = crew.shareEnd(thread, data.count());
            for (long start = crew.shareStart(thread, data.count()); start < end; start += PIECE_ELEMENTS) {
                int length = (int) Math.min(PIECE_ELEMENTS, end - start);
                ValueMemory.histogram(values, data.type(), start, length, data.min(), shift, own);
                if (++pieces % PIECES_BEFORE_FLUSH == 0) {
                    flush(own, counts[thread]);
                }
                crew.advance((long) length * data.type().widthBytes());
            }
            flush(own, counts[thread]);
        });
        return counts;
    }

    private static void flush(int[] own, long[] counts) {
        for (int bin = 0; bin < own.length; bin++) {
            counts[bin] += own[bin];
            own[bin] = 0;
        }
    }
}
