package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/**
 * Copies values to the buckets they belong to. They are collected in a small buffer a bucket and written to the file a
 * few cache lines at a time, so that thousands of buckets need neither as many write-combining buffers as a core does not
 * have nor a TLB entry for each value. For one thread, with places in the file of its own.
 */
final class BucketScatter {
    private static final int BUFFERED = 32;

    /** Memory a bucket takes. */
    static final int BYTES_PER_BUCKET = BUFFERED * Long.BYTES + Long.BYTES + Integer.BYTES;

    private final char[] bucketOfBin;
    private final long base;
    private final int shift;
    private final long[] next;
    private final int[] fill;
    private final MemorySegment target;
    private final ElementType type;
    private final int[] ints;
    private final long[] longs;

    /**
     * Begins with empty buffers.
     *
     * @param bucketOfBin the bucket of each bin of leading bits
     * @param base what the leading bits are the distance from
     * @param starts index in the target at which this thread's part of each bucket begins; advanced
     */
    BucketScatter(char[] bucketOfBin, long base, int shift, long[] starts, MemorySegment target, ElementType type) {
        this.bucketOfBin = bucketOfBin;
        this.base = base;
        this.shift = shift;
        this.next = starts;
        this.fill = new int[starts.length];
        this.target = target;
        this.type = type;
        this.ints = new int[type == ElementType.INT32 ? starts.length * BUFFERED : 0];
        this.longs = new long[type == ElementType.INT64 ? starts.length * BUFFERED : 0];
    }

    /** Copies values to their buckets, or to the buffers before them. */
    void scatter(MemorySegment values, long start, int length) {
        switch (type) {
            case INT32 -> scatterInts(values, start, length);
            case INT64 -> scatterLongs(values, start, length);
        }
    }

    private void scatterInts(MemorySegment values, long start, int length) {
        for (int i = 0; i < length; i++) {
            int value = values.get(ElementType.INT32_LAYOUT, (start + i) * Integer.BYTES);
            int bucket = bucketOfBin[(int) ((value - base) >>> shift)];
            int place = fill[bucket];
            ints[bucket * BUFFERED + place] = value;
            fill[bucket] = place + 1;
            if (place + 1 == BUFFERED) {
                flushInts(bucket, BUFFERED);
            }
        }
    }

    private void flushInts(int bucket, int length) {
        MemorySegment.copy(ints, bucket * BUFFERED, target, ElementType.INT32_LAYOUT, next[bucket] * Integer.BYTES,
                length);
        next[bucket] += length;
        fill[bucket] = 0;
    }

    private void scatterLongs(MemorySegment values, long start, int length) {
        for (int i = 0; i < length; i++) {
            long value = values.get(ElementType.INT64_LAYOUT, (start + i) * Long.BYTES);
            int bucket = bucketOfBin[(int) ((value - base) >>> shift)];
            int place = fill[bucket];
            longs[bucket * BUFFERED + place] = value;
            fill[bucket] = place + 1;
            if (place + 1 == BUFFERED) {
                flushLongs(bucket, BUFFERED);
            }
        }
    }

    private void flushLongs(int bucket, int length) {
        MemorySegment.copy(longs, bucket * BUFFERED, target, ElementType.INT64_LAYOUT, next[bucket] * Long.BYTES,
                length);
        next[bucket] += length;
        fill[bucket] = 0;
    }

    /** Writes what is still buffered. */
    void finish() {
        for (int bucket = 0; bucket < fill.length; bucket++) {
            if (fill[bucket] > 0 && type == ElementType.INT32) {
                flushInts(bucket, fill[bucket]);
            } else if (fill[bucket] > 0) {
                flushLongs(bucket, fill[bucket]);
            }
        }
    }
}
