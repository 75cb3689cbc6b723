package onecopy.data.index;

import onecopy.data.ElementType;
import onecopy.data.function.ElementFunction;

/**
 * Reads the sorted form: row b of the totals is about the values before block b, the last row about all. What a place
 * has beyond a row is added up from the values, forwards from the row before or backwards from the row after, whichever
 * is nearer.
 */
final class SortedReader implements IndexReader {
    private static final int BLOCK = IndexLayout.BLOCK_ENTRIES;

    private final ElementType type;
    private final int entriesPerLine;
    private final CheckedArray values;
    private final CheckedArray totals;
    private final boolean wideSums;

    SortedReader(IndexShape shape, CheckedArray values, CheckedArray totals) {
        this.type = shape.data().type();
        this.entriesPerLine = IndexLayout.LINE_BYTES / type.widthBytes();
        this.values = values;
        this.totals = totals;
        this.wideSums = shape.wideSums();
    }

    @Override
    public long count(long entries, long copies) {
        return entries;
    }

    @Override
    public long distinct(long entries, long copies) {
        long block = entries / BLOCK;
        long distinct = totals.checkedLong(block, 0);
        long start = block * BLOCK;
        if (start < entries) {
            values.requireRows(Math.max(0, start - 1), entries);
        }
        for (long i = start; i < entries; i++) {
            distinct += i == 0 || values.value(i) != values.value(i - 1) ? 1 : 0;
        }
        return distinct;
    }

    @Override
    public void sum(long entries, long copies, Total128 into) {
        long row = nearestRow(entries);
        TotalRows.read(totals, row, 1, wideSums, into);
        long start = startOf(row);
        if (start < entries) {
            values.requireRows(start, entries);
            addValues(start, entries, 1, into);
        } else if (entries < start) {
            values.requireRows(entries, start);
            addValues(entries, start, -1, into);
        }
    }

    private void addValues(long from, long to, int sign, Total128 into) {
        if (type == ElementType.INT32) {
            long sum = 0;
            long end = values.offset(to);
            for (long offset = values.offset(from); offset < end; offset += Integer.BYTES) {
                sum += values.bytes().get(ElementType.INT32_LAYOUT, offset);
            }
            into.add(sign * sum);
            return;
        }
        for (long i = from; i < to; i++) {
            long value = values.value(i);
            if (sign > 0) {
                into.add(value);
            } else {
                into.subtract(value);
            }
        }
    }

    @Override
    public void functionSum(StoredFunction function, long entries, long copies, Scratch scratch, Total128 into) {
        long row = nearestRow(entries);
        TotalRows.read(function.totals(), row, 0, function.isWide(), into);
        long start = startOf(row);
        long from = Math.min(start, entries);
        int length = (int) (Math.max(start, entries) - from);
        if (length == 0) {
            return;
        }
        values.copyValues(from, length, scratch.arguments());
        function.function().applyAll(scratch.arguments(), length, scratch.results());
        for (int i = 0; i < length; i++) {
            if (start < entries) {
                into.add(scratch.results()[i]);
            } else {
                into.subtract(scratch.results()[i]);
            }
        }
    }

    private long nearestRow(long entries) {
        long row = entries / BLOCK;
        long before = entries - row * BLOCK;
        long after = startOf(row + 1) - entries;
        return before <= after ? row : row + 1;
    }

    private long startOf(long row) {
        return Math.min(row * BLOCK, values.rows());
    }

    @Override
    public int touch(long[] entries, int from, int count) {
        int read = 0;
        for (int i = from; i < from + count; i++) {
            long row = nearestRow(entries[i]);
            read ^= totals.touch(row);
            // What lies between the row and the place has to be added up.
            long end = Math.max(entries[i], startOf(row));
            for (long entry = Math.min(entries[i], startOf(row)); entry < end; entry += entriesPerLine) {
                read ^= values.bytes().get(ElementType.INT32_LAYOUT, values.offset(entry));
            }
        }
        return read;
    }

    @Override
    public long entryOfRank(long rank) {
        return rank;
    }

    @Override
    public void copyValues(long firstRank, long[] into, int length) {
        values.copyValues(firstRank, length, into);
    }

    @Override
    public void evaluate(ElementFunction function, long fromEntry, long toEntry, Total128 into) {
        for (long first = fromEntry; first < toEntry;) {
            long end = Math.min(toEntry, first + BLOCK);
            values.requireRows(first, end);
            while (first < end) {
                long value = values.value(first);
                long next = first + 1;
                while (next < end && values.value(next) == value) {
                    next++;
                }
                into.addProduct(function.apply(value), next - first);
                first = next;
            }
        }
    }
}
