package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.IndexedData;

/**
 * Copies values to the buckets they belong to. They are collected in a buffer a bucket, which is written to the file whenever
 * it is full up to a place that is a multiple of its length there, header included: the system keeps what was written at
 * such a place in one piece. For one thread, with places in the file of its own.
 *
 * <p>
 * Values pass through arrays on their way in and out: loops over arrays alone take half the time of loops that also store to
 * memory segments.
 */
final class BucketScatter implements AutoCloseable {
    private static final int BATCH_ELEMENTS = 1 << 12;

    private final char[] bucketOfBin;
    private final long base;
    private final int shift;
    private final EntryOutput output;
    private final ElementType type;
    private final int bufferLength;
    private final int[] next;
    private final int[] written;
    private final long[] places;
    private final int[] ints;
    private final int[] intBatch;
    private final long[] longs;
    private final long[] longBatch;

    /**
     * Begins with empty buffers.
     *
     * @param bucketOfBin the bucket of each bin of leading bits of the distance above the smallest value
     * @param starts index in the target at which this thread's part of each bucket begins
     * @param bufferBytes length of a buffer, a power of two
     */
    BucketScatter(IndexedData data, char[] bucketOfBin, int shift, long[] starts, ArrayWriter target, int bufferBytes) {
        boolean narrow = data.type() == ElementType.INT32;
        this.bucketOfBin = bucketOfBin;
        this.base = data.min();
        this.shift = shift;
        this.type = data.type();
        this.bufferLength = bufferBytes / type.widthBytes();
        this.places = starts.clone();
        this.next = new int[starts.length];
        int headerElements = IndexLayout.HEADER_BYTES / type.widthBytes();
        for (int bucket = 0; bucket < next.length; bucket++) {
            next[bucket] = bucket * bufferLength + (int) ((headerElements + starts[bucket]) % bufferLength);
        }
        this.written = next.clone();
        this.ints = new int[narrow ? starts.length * bufferLength : 0];
        this.intBatch = new int[narrow ? BATCH_ELEMENTS : 0];
        this.longs = new long[narrow ? 0 : starts.length * bufferLength];
        this.longBatch = new long[narrow ? 0 : BATCH_ELEMENTS];
        this.output = new EntryOutput(target, type, bufferBytes);
    }

    /** Copies values to their buckets, or to the buffers before them. */
    void scatter(MemorySegment values, long start, int length) {
        for (int done = 0; done < length; done += BATCH_ELEMENTS) {
            int batch = Math.min(BATCH_ELEMENTS, length - done);
            long offset = (start + done) * type.widthBytes();
            switch (type) {
                case INT32 -> {
                    MemorySegment.copy(values, ElementType.INT32_LAYOUT, offset, intBatch, 0, batch);
                    scatterInts(batch);
                }
                case INT64 -> {
                    MemorySegment.copy(values, ElementType.INT64_LAYOUT, offset, longBatch, 0, batch);
                    scatterLongs(batch);
                }
            }
        }
    }

    private void scatterInts(int length) {
        int done = 0;
        while (done < length) {
            done = fill(intBatch, done, length, bucketOfBin, base, shift, next, ints, bufferLength - 1);
            writeFull(intBatch[done - 1]);
        }
    }

    /** Collects values until a buffer is full or there are no more; returns how many values are done then. */
    private static int fill(int[] batch, int from, int to, char[] bucketOfBin, long base, int shift, int[] next,
            int[] buffers, int mask) {
        int i = from;
        boolean full = false;
        while (i < to && !full) {
            int value = batch[i++];
            int bucket = bucketOfBin[(int) ((value - base) >>> shift)];
            int place = next[bucket];
            buffers[place] = value;
            next[bucket] = place + 1;
            full = (place & mask) == mask;
        }
        return i;
    }

    private void scatterLongs(int length) {
        int done = 0;
        while (done < length) {
            done = fill(longBatch, done, length, bucketOfBin, base, shift, next, longs, bufferLength - 1);
            writeFull(longBatch[done - 1]);
        }
    }

    /** Collects values until a buffer is full or there are no more; returns how many values are done then. */
    private static int fill(long[] batch, int from, int to, char[] bucketOfBin, long base, int shift, int[] next,
            long[] buffers, int mask) {
        int i = from;
        boolean full = false;
        while (i < to && !full) {
            long value = batch[i++];
            int bucket = bucketOfBin[(int) ((value - base) >>> shift)];
            int place = next[bucket];
            buffers[place] = value;
            next[bucket] = place + 1;
            full = (place & mask) == mask;
        }
        return i;
    }

    /** Writes the buffer a value went to last if it is full. */
    private void writeFull(long value) {
        int bucket = bucketOfBin[(int) ((value - base) >>> shift)];
        if (next[bucket] == (bucket + 1) * bufferLength) {
            write(bucket);
        }
    }

    private void write(int bucket) {
        int from = written[bucket];
        int length = next[bucket] - from;
        switch (type) {
            case INT32 -> output.write(ints, from, length, 0, places[bucket]);
            case INT64 -> output.write(longs, from, length, 0, places[bucket]);
        }
        places[bucket] += length;
        next[bucket] = bucket * bufferLength;
        written[bucket] = next[bucket];
    }

    /** Writes what is still buffered. */
    void finish() {
        for (int bucket = 0; bucket < next.length; bucket++) {
            if (next[bucket] > written[bucket]) {
                write(bucket);
            }
        }
    }

    @Override
    public void close() {
        output.close();
    }
}
