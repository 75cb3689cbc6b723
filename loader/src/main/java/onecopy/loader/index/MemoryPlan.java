package onecopy.loader.index;

/**
 * How a memory budget is spent. Only one of the phases holds its memory at a time, and none takes more than about half of
 * the budget: the rest is for what the JVM has not collected yet.
 *
 * @param countableRange how many different values can be counted with a counter each per thread
 * @param binBits leading bits of a value by which the first look at the data distinguishes
 * @param buckets into how many pieces the values are partitioned at most
 * @param bufferedBytes how many bytes of all buckets together a thread can collect before it writes them
 * @param scratchBytes with how much memory a thread can sort values away from the file
 */
record MemoryPlan(long countableRange, int binBits, int buckets, int bufferedBytes, int scratchBytes) {
    /** Counters of a thread beyond this leave the share of the last-level cache a core can hope for. */
    private static final long MAX_COUNTABLE_RANGE = 1L << 22;
    private static final int MAX_BIN_BITS = 13;
    private static final int MIN_BUCKETS = 2;
    private static final int MAX_BUCKETS = 1024;
    private static final long ELEMENTS_FOR_MORE_BUCKETS = 1L << 30;
    /** Shorter writes are all overhead. */
    private static final int MIN_BUFFER_BITS = 10;
    /** Longer writes are no faster. */
    private static final int MAX_BUFFER_BITS = 16;
    private static final int MAX_BUFFERED_BYTES = 1 << 27;
    private static final int MAX_SCRATCH_BYTES = 1 << 26;

    static MemoryPlan of(long memoryBytes, int threads, long count) {
        long perThread = memoryBytes / 2 / threads;
        long countable = Math.min(MAX_COUNTABLE_RANGE, perThread / (Integer.BYTES + Long.BYTES));
        int binBits = Math.clamp(log2(perThread / Long.BYTES), 1, MAX_BIN_BITS);
        int mostBuckets = count > ELEMENTS_FOR_MORE_BUCKETS ? 4 * MAX_BUCKETS : MAX_BUCKETS;
        int buckets = Math.clamp((perThread / 2) >>> MIN_BUFFER_BITS, MIN_BUCKETS, mostBuckets);
        int buffered = Math.clamp(perThread, 1, MAX_BUFFERED_BYTES);
        int scratch = Math.clamp(perThread, 1, MAX_SCRATCH_BYTES);
        return new MemoryPlan(countable, binBits, buckets, buffered, scratch);
    }

    /** {@return how much a thread collects of each of so many buckets before it writes it: a power of two} */
    int bufferBytes(int ofBuckets) {
        return 1 << Math.clamp(log2(bufferedBytes / ofBuckets), MIN_BUFFER_BITS, MAX_BUFFER_BITS);
    }

    private static int log2(long n) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, n));
    }
}
