package onecopy.loader.index;

/**
 * How a memory budget is spent. Only one of the phases holds its memory at a time, and none takes more than about half of
 * the budget: the rest is for what the JVM has not collected yet.
 *
 * @param countableRange how many different values can be counted with a counter each per thread
 * @param binBits leading bits of a value by which the first look at the data distinguishes
 * @param buckets into how many pieces the values are partitioned at most
 * @param scratchElements how many values a thread can sort away from the file
 */
record MemoryPlan(long countableRange, int binBits, int buckets, int scratchElements) {
    /** Counters of a thread beyond this leave the share of the last-level cache a core can hope for. */
    private static final long MAX_COUNTABLE_RANGE = 1L << 22;
    private static final int MAX_BIN_BITS = 16;
    private static final int MAX_SCRATCH_ELEMENTS = 1 << 22;
    private static final int SCRATCH_BYTES_PER_ELEMENT = 2 * Long.BYTES;
    private static final int MIN_BUCKETS = 2;
    private static final int MAX_BUCKETS = 2048;
    private static final long ELEMENTS_FOR_MORE_BUCKETS = 1L << 31;

    static MemoryPlan of(long memoryBytes, int threads, long count) {
        long perThread = memoryBytes / 2 / threads;
        long countable = Math.min(MAX_COUNTABLE_RANGE, perThread / (Integer.BYTES + Long.BYTES));
        int binBits = Math.clamp(log2(perThread / Long.BYTES), 1, MAX_BIN_BITS);
        int mostBuckets = count > ELEMENTS_FOR_MORE_BUCKETS ? 2 * MAX_BUCKETS : MAX_BUCKETS;
        int buckets = Math.clamp(perThread / 2 / BucketScatter.BYTES_PER_BUCKET, MIN_BUCKETS, mostBuckets);
        int scratch = Math.clamp(perThread / SCRATCH_BYTES_PER_ELEMENT, 1, MAX_SCRATCH_ELEMENTS);
        return new MemoryPlan(countable, binBits, buckets, scratch);
    }

    private static int log2(long n) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, n));
    }
}
