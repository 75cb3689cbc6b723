package onecopy.service.benchmarks.rivals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import onecopy.data.ElementType;
import org.roaringbitmap.RangeBitmap;

/**
 * RoaringBitmap's RangeBitmap: an index that answers thresholds from bit slices. As its documentation advises: made
 * with the known maximum, asked for cardinalities rather than bitmaps. It counts and cannot sum, holds values from 0
 * on, and one thread answers.
 */
final class RangeBitmapIndex implements Contender {
    private final RangeBitmap bitmap;

    private RangeBitmapIndex(RangeBitmap bitmap) {
        this.bitmap = bitmap;
    }

    static RangeBitmapIndex filled(MemorySegment values, long count, long maxValue) {
        RangeBitmap.Appender appender = RangeBitmap.appender(maxValue);
        for (long i = 0; i < count; i++) {
            appender.add(values.getAtIndex(ElementType.INT32_LAYOUT, i));
        }
        return new RangeBitmapIndex(appender.build());
    }

    @Override
    public String label() {
        return "RangeBitmap, counts only";
    }

    @Override
    public boolean sums() {
        return false;
    }

    @Override
    public List<Answer> atMost(long[] thresholds) {
        return Arrays.stream(thresholds)
                .mapToObj(n -> new Answer(n < 0 ? 0 : bitmap.lteCardinality(n), Answer.UNKNOWN_SUM)).toList();
    }

    @Override
    public void close() {}
}
