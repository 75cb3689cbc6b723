package onecopy.data.function;

import onecopy.data.VectorApi;

/**
 * Counts divisors by the cheapest means the numbers allow: the table below its limit, many {@code int32} numbers together
 * above it, all others one by one. Thread-safe.
 */
final class DivisorCounter {
    private final DivisorTable table;
    private final LongDivisorCounter longs;
    private volatile IntDivisorCounter ints;

    DivisorCounter(DivisorTable table) {
        this.table = table;
        longs = new LongDivisorCounter(table);
    }

    long count(long x) {
        return x <= 0 ? 1 : longs.count(x);
    }

    /** Few numbers that the table knows are not worth sorting out: they are counted with the others. */
    void countAll(int[] values, int count, int[] into) {
        if (VectorApi.isPresent() && DivisorTable.countBeyond(values, count) > count / 2) {
            for (int i = 0; i < count; i++) {
                into[i] = Math.max(values[i], 1);
            }
            ints().countAll(into, count);
        } else if (table.countAll(values, count, into)) {
            countMissing(values, count, into);
        }
    }

    void countAll(long[] values, int count, long[] into) {
        int[] narrow = new int[count];
        int[] counted = new int[count];
        for (int i = 0; i < count; i++) {
            narrow[i] = values[i] >= 0 && values[i] <= Integer.MAX_VALUE ? (int) values[i] : 0;
        }
        countAll(narrow, count, counted);
        for (int i = 0; i < count; i++) {
            into[i] = values[i] > Integer.MAX_VALUE ? longs.count(values[i]) : counted[i];
        }
    }

    private void countMissing(int[] values, int count, int[] into) {
        int[] missing = new int[count];
        int[] places = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (into[i] == 0) {
                into[i] = 1;
                places[found] = i;
                missing[found] = values[i];
                found += values[i] > 0 ? 1 : 0;
            }
        }
        if (VectorApi.isPresent()) {
            ints().countAll(missing, found);
        } else {
            for (int i = 0; i < found; i++) {
                missing[i] = (int) longs.count(missing[i]);
            }
        }
        for (int i = 0; i < found; i++) {
            into[places[i]] = missing[i];
        }
    }

    private IntDivisorCounter ints() {
        IntDivisorCounter present = ints;
        if (present == null) {
            present = new IntDivisorCounter(table);
            ints = present;
        }
        return present;
    }
}
