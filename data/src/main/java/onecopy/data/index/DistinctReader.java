package onecopy.data.index;

import onecopy.data.function.ElementFunction;

/** Reads the distinct form: row r of the totals is about the first r distinct values. */
final class DistinctReader implements IndexReader {
    private static final int EVALUATED_TOGETHER = 1024;

    private final CheckedArray values;
    private final CheckedArray totals;
    private final boolean wideSums;

    DistinctReader(IndexShape shape, CheckedArray values, CheckedArray totals) {
        this.values = values;
        this.totals = totals;
        this.wideSums = shape.wideSums();
    }

    @Override
    public long count(long entries, long copies) {
        return totals.checkedLong(entries, 0) + copies;
    }

    @Override
    public long distinct(long entries, long copies) {
        return entries + (copies > 0 ? 1 : 0);
    }

    @Override
    public void sum(long entries, long copies, Total128 into) {
        TotalRows.read(totals, entries, 1, wideSums, into);
        if (copies > 0) {
            into.addProduct(values.checkedValue(entries), copies);
        }
    }

    @Override
    public void functionSum(StoredFunction function, long entries, long copies, Scratch scratch, Total128 into) {
        TotalRows.read(function.totals(), entries, 0, function.isWide(), into);
        if (copies > 0) {
            into.addProduct(function.function().apply(values.checkedValue(entries)), copies);
        }
    }

    @Override
    public int touch(long[] entries, int from, int count) {
        int read = 0;
        for (int i = from; i < from + count; i++) {
            read ^= totals.touch(entries[i]);
        }
        return read;
    }

    @Override
    public long entryOfRank(long rank) {
        long from = 0;
        long to = values.rows() - 1;
        while (from < to) {
            long middle = (from + to) >>> 1;
            if (totals.checkedLong(middle + 1, 0) > rank) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    @Override
    public void copyValues(long firstRank, long[] into, int length) {
        int written = 0;
        long entry = length == 0 ? 0 : entryOfRank(firstRank);
        while (written < length) {
            long value = values.checkedValue(entry);
            long left = totals.checkedLong(entry + 1, 0) - firstRank - written;
            for (; left > 0 && written < length; left--) {
                into[written++] = value;
            }
            entry++;
        }
    }

    @Override
    public void evaluate(ElementFunction function, long fromEntry, long toEntry, Total128 into) {
        long[] arguments = new long[EVALUATED_TOGETHER];
        long[] results = new long[EVALUATED_TOGETHER];
        for (long first = fromEntry; first < toEntry; first += EVALUATED_TOGETHER) {
            int length = (int) Math.min(EVALUATED_TOGETHER, toEntry - first);
            values.copyValues(first, length, arguments);
            function.applyAll(arguments, length, results);
            long before = totals.checkedLong(first, 0);
            for (int i = 0; i < length; i++) {
                long after = totals.checkedLong(first + i + 1, 0);
                into.addProduct(results[i], after - before);
                before = after;
            }
        }
    }
}
