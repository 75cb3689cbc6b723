package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import onecopy.data.index.IndexedData;

/**
 * Copies a dataset's values to buckets of ascending ranges, all threads at once: each counts its share of the values by
 * their leading bits, neighbouring bins become buckets of about the same size, and each copies its share to its own places
 * within each bucket.
 */
final class ValuePartition {
    private static final int PIECE_ELEMENTS = 1 << 18;
    private static final long SMALLEST_BUCKET = 1 << 14;

    private final IndexedData data;
    private final MemorySegment values;
    private final BuildCrew crew;
    private final int shift;
    private final long[][] binCounts;
    private final char[] bucketOfBin;
    private final long[] bounds;

    private ValuePartition(IndexedData data, MemorySegment values, MemoryPlan plan, BuildCrew crew) {
        this.data = data;
        this.values = values;
        this.crew = crew;
        int keyBits = Long.SIZE - Long.numberOfLeadingZeros(data.max() - data.min());
        int countBits = Long.SIZE - Long.numberOfLeadingZeros(data.count());
        int binBits = Math.min(Math.min(plan.binBits(), keyBits), countBits);
        this.shift = keyBits - binBits;
        this.bucketOfBin = new char[1 << binBits];
        this.binCounts = BinCounter.count(data, values, shift, bucketOfBin.length, crew);
        this.bounds = group(Math.max(Math.min(SMALLEST_BUCKET, BucketSorter.capacity(data, plan)),
                Math.ceilDiv(data.count(), plan.buckets())));
    }

    /** {@return the index at which each bucket begins, and the end of the last; the target holds the buckets} */
    static long[] partition(IndexedData data, MemorySegment values, ArrayWriter target, MemoryPlan plan,
            BuildCrew crew) {
        ValuePartition partition = new ValuePartition(data, values, plan, crew);
        partition.scatterInto(target, plan.bufferBytes(partition.bounds.length - 1));
        return partition.bounds;
    }

    private long[] group(long bucketElements) {
        long[] starts = new long[bucketOfBin.length + 1];
        int bucket = 0;
        long inBucket = 0;
        long position = 0;
        for (int bin = 0; bin < bucketOfBin.length; bin++) {
            long inBin = 0;
            for (long[] counts : binCounts) {
                inBin += counts[bin];
            }
            if (inBucket > 0 && inBin > 0 && inBucket + inBin > bucketElements) {
                starts[++bucket] = position;
                inBucket = 0;
            }
            bucketOfBin[bin] = (char) bucket;
            inBucket += inBin;
            position += inBin;
        }
        starts[bucket + 1] = position;
        return Arrays.copyOf(starts, bucket + 2);
    }

    private void scatterInto(ArrayWriter target, int bufferBytes) {
        long[][] places = places();
        crew.begin("partition", data.count() * data.type().widthBytes());
        crew.run(thread -> {
            int width = data.type().widthBytes();
            try (BucketScatter scatter = new BucketScatter(data, bucketOfBin, shift, places[thread], target,
                    bufferBytes)) {
                long end = crew.shareEnd(thread, data.count());
                for (long start = crew.shareStart(thread, data.count()); start < end; start += PIECE_ELEMENTS) {
                    int length = (int) Math.min(PIECE_ELEMENTS, end - start);
                    scatter.scatter(values, start, length);
                    crew.advance((long) length * width);
                }
                scatter.finish();
            }
        });
    }

    /** Where each thread's part of each bucket begins. */
    private long[][] places() {
        int buckets = bounds.length - 1;
        long[][] places = new long[crew.threads()][buckets];
        long[] next = Arrays.copyOf(bounds, buckets);
        for (int thread = 0; thread < places.length; thread++) {
            System.arraycopy(next, 0, places[thread], 0, buckets);
            for (int bin = 0; bin < bucketOfBin.length; bin++) {
                next[bucketOfBin[bin]] += binCounts[thread][bin];
            }
        }
        return places;
    }
}
