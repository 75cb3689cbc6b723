package onecopy.service.scan;

import java.lang.foreign.MemorySegment;

/** What one scan has seen so far, in whatever form its loops like, until it is drained into a partial. */
sealed interface PassAccumulator permits IntPrefixAccumulator, LongPrefixAccumulator, IntBucketAccumulator,
        BucketAccumulator {
    /** {@return elements are taken in multiples of this} */
    int granule();

    /**
     * Adds the elements {@code [start, end)}, a multiple of the granule and at most {@code 2^28} between two drains.
     */
    void add(MemorySegment values, long start, long end);

    /** Moves everything into a partial and starts anew. */
    void drainInto(Partial partial);
}
