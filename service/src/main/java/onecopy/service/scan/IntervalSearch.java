package onecopy.service.scan;

import java.util.Arrays;

/**
 * Finds the elementary interval of an element without branches on it. The span between the first and the last cut is
 * divided into buckets of a power of two; a table knows for each bucket the interval its first value is in, and a search
 * over as many cuts as the fullest bucket holds does the rest: usually a single comparison.
 */
final class IntervalSearch {
    private static final int MIN_BUCKET_BITS = 10;
    private static final int MAX_BUCKET_BITS = 14;

    private final long first;
    private final long last;
    private final long span;
    private final int shift;
    private final int[] table;
    private final long[] cuts;
    private final int firstStep;
    private final int tableSize;

    IntervalSearch(long[] cuts) {
        int count = cuts.length;
        tableSize = Math.max(1, Integer.highestOneBit(count) * 2);
        first = count == 0 ? Long.MAX_VALUE : cuts[0];
        last = count == 0 ? Long.MAX_VALUE : cuts[count - 1];
        span = last - first;
        int spanBits = Long.SIZE - Long.numberOfLeadingZeros(span);
        int wanted = Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(count) + 4, MIN_BUCKET_BITS,
                MAX_BUCKET_BITS);
        shift = Math.max(0, spanBits - wanted);
        table = new int[1 << wanted];
        int fullest = fillTable(cuts);
        firstStep = Integer.highestOneBit(fullest);
        this.cuts = Arrays.copyOf(cuts, count + 2 * firstStep + 1);
        Arrays.fill(this.cuts, count, this.cuts.length, Long.MAX_VALUE);
    }

    /** {@return a power of two above every interval's number} */
    int tableSize() {
        return tableSize;
    }

    /** Writes the interval of {@code values[i]} to {@code intervals[i]}. */
    void findAll(long[] values, int count, int[] intervals) {
        if (firstStep <= 1) {
            findByOneComparison(values, count, intervals, first, last, shift, table, cuts);
        } else {
            find(values, count, intervals);
        }
    }

    /** Every bucket has the interval of its first value; {@return how many cuts the fullest bucket has} */
    private int fillTable(long[] cuts) {
        int fullest = 0;
        int interval = 0;
        for (int bucket = 0; bucket < table.length; bucket++) {
            table[bucket] = interval;
            int before = interval;
            while (interval < cuts.length && (cuts[interval] - first) >>> shift == bucket) {
                interval++;
            }
            fullest = Math.max(fullest, interval - before);
        }
        return fullest;
    }

    private static void findByOneComparison(long[] values, int count, int[] intervals, long first, long last,
            int shift, int[] table, long[] cuts) {
        for (int i = 0; i < count; i++) {
            long inside = Math.min(Math.max(values[i], first), last) - first;
            int interval = table[(int) (inside >>> shift) & (table.length - 1)];
            intervals[i] = interval + isLess(cuts[interval], values[i]);
        }
    }

    private void find(long[] values, int count, int[] intervals) {
        for (int i = 0; i < count; i++) {
            long x = values[i];
            int interval = table[(int) ((Math.min(Math.max(x, first), last) - first) >>> shift) & (table.length - 1)];
            for (int step = firstStep; step > 0; step >>= 1) {
                interval += step & -isLess(cuts[interval + step - 1], x);
            }
            intervals[i] = interval;
        }
    }

    /** {@return 1 where a < b, else 0, without a branch; Hacker's Delight, 2-12} */
    private static int isLess(long a, long b) {
        return (int) (((a & ~b) | (~(a ^ b) & (a - b))) >>> 63);
    }
}
