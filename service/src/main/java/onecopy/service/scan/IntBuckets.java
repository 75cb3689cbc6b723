package onecopy.service.scan;

/**
 * Equal buckets between the first and the last of many cuts, none with more than one cut in it, so that a look-up and a
 * comparison find the interval of an {@code int32}. An entry holds the bucket's cut, or the largest int where it has none,
 * in its upper half and the interval of values up to that cut in the lower half.
 *
 * @param first the first cut
 * @param last the last cut
 * @param shift bits of a value, counted from the first cut, that do not matter for its bucket
 * @param entries a power of two
 */
@SuppressWarnings("ArrayRecordComponent")
record IntBuckets(int first, int last, int shift, long[] entries) {
    private static final int MAX_BUCKET_BITS = 14;

    /** {@return the buckets; null where some cuts are too close together or no int} */
    static IntBuckets of(long[] cuts) {
        if (cuts.length == 0 || cuts[0] < Integer.MIN_VALUE || cuts[cuts.length - 1] > Integer.MAX_VALUE) {
            return null;
        }
        long span = cuts[cuts.length - 1] - cuts[0];
        int spanBits = Long.SIZE - Long.numberOfLeadingZeros(span);
        int fewest = Integer.SIZE - Integer.numberOfLeadingZeros(cuts.length);
        for (int bits = fewest; bits <= MAX_BUCKET_BITS; bits++) {
            long[] entries = new long[1 << bits];
            int shift = Math.max(0, spanBits - bits);
            if (fill(entries, cuts, shift)) {
                return new IntBuckets((int) cuts[0], (int) cuts[cuts.length - 1], shift, entries);
            }
        }
        return null;
    }

    /** Writes the bucket of {@code elements[i]} to {@code buckets[i]}. */
    void findAll(int[] elements, int count, int[] buckets) {
        int from = first;
        int to = last;
        int dropped = shift;
        for (int i = 0; i < count; i++) {
            buckets[i] = (Math.min(Math.max(elements[i], from), to) - from) >>> dropped;
        }
    }

    /** {@return the interval of an element, given its bucket's entry} */
    static int interval(long entry, int element) {
        return (int) (entry + (((entry >> Integer.SIZE) - element) >>> (Long.SIZE - 1)));
    }

    private static boolean fill(long[] entries, long[] cuts, int shift) {
        int interval = 0;
        for (int bucket = 0; bucket < entries.length; bucket++) {
            long cut = Integer.MAX_VALUE;
            int before = interval;
            if (interval < cuts.length && (cuts[interval] - cuts[0]) >>> shift == bucket) {
                cut = cuts[interval++];
            }
            if (interval < cuts.length && (cuts[interval] - cuts[0]) >>> shift == bucket) {
                return false;
            }
            entries[bucket] = (cut << Integer.SIZE) | before;
        }
        return true;
    }
}
