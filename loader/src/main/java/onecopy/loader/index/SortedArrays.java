package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.IndexShape;
import onecopy.data.index.IndexedData;
import onecopy.data.index.Total128;

/** Writes the running totals of the sorted form: before each block, the distinct count and sum of all values so far. */
final class SortedArrays {
    private static final int BLOCK = IndexLayout.BLOCK_ENTRIES;
    private static final long ADVANCE_ELEMENTS = 1 << 20;

    private SortedArrays() {}

    /** {@return the shape of the values, which are sorted before anything else about the index is known} */
    static IndexShape shape(IndexedData data, long distinct) {
        return new IndexShape(IndexForm.SORTED, data, distinct, data.sumsMayOverflow(), List.of());
    }

    /** Writes the totals; the values are there already. */
    static OrderedArrays of(Path folder, IndexedData data, ArrayWriter values, List<Run> runs, BuildCrew crew) {
        long[] distinctBefore = new long[runs.size() + 1];
        Total128[] sumsBefore = new Total128[runs.size() + 1];
        sumsBefore[0] = new Total128();
        for (int i = 0; i < runs.size(); i++) {
            distinctBefore[i + 1] = distinctBefore[i] + runs.get(i).distinct();
            sumsBefore[i + 1] = new Total128().set(sumsBefore[i]).add(runs.get(i).sum());
        }
        IndexShape shape = shape(data, distinctBefore[runs.size()]);
        ArrayWriter totals = ArrayWriter.create(folder, shape.totals());
        try {
            crew.begin("add up", data.count() * data.type().widthBytes());
            crew.forParts(runs.size(), 1, (from, _) -> {
                int i = (int) from;
                addUp(runs.get(i), distinctBefore[i], new Total128().set(sumsBefore[i]), data.type(), values.entries(),
                        totals, crew);
            });
            totals.put(shape.totalRows() - 1, 0, shape.distinct());
            Total128 sum = sumsBefore[runs.size()];
            TotalsRow.put(totals, shape.totalRows() - 1, 1, sum);
            return new OrderedArrays(shape, values, totals, sum.toBigInteger());
        } catch (RuntimeException | Error e) {
            totals.close();
            throw e;
        }
    }

    private static void addUp(Run run, long distinctBefore, Total128 sum, ElementType type, MemorySegment values,
            ArrayWriter totals, BuildCrew crew) {
        long distinct = distinctBefore;
        long advanced = run.start();
        for (long start = run.start(); start < run.end();) {
            if (start % BLOCK == 0) {
                totals.put(start / BLOCK, 0, distinct);
                TotalsRow.put(totals, start / BLOCK, 1, sum);
            }
            long end = Math.min(run.end(), (start / BLOCK + 1) * BLOCK);
            distinct += start == run.start() ? 1 : 0;
            distinct += changes(values, type, Math.max(run.start() + 1, start), end);
            addValues(values, type, start, end, sum);
            start = end;
            if (start - advanced >= ADVANCE_ELEMENTS || start == run.end()) {
                crew.advance((start - advanced) * type.widthBytes());
                advanced = start;
            }
        }
    }

    /** How many of the values differ from the one before them. */
    private static long changes(MemorySegment values, ElementType type, long from, long to) {
        long changes = 0;
        if (type == ElementType.INT32) {
            for (long offset = from * Integer.BYTES; offset < to * Integer.BYTES; offset += Integer.BYTES) {
                int value = values.get(ElementType.INT32_LAYOUT, offset);
                changes += value != values.get(ElementType.INT32_LAYOUT, offset - Integer.BYTES) ? 1 : 0;
            }
        } else {
            for (long offset = from * Long.BYTES; offset < to * Long.BYTES; offset += Long.BYTES) {
                long value = values.get(ElementType.INT64_LAYOUT, offset);
                changes += value != values.get(ElementType.INT64_LAYOUT, offset - Long.BYTES) ? 1 : 0;
            }
        }
        return changes;
    }

    private static void addValues(MemorySegment values, ElementType type, long from, long to, Total128 sum) {
        long lows = 0;
        long highs = 0;
        if (type == ElementType.INT32) {
            for (long offset = from * Integer.BYTES; offset < to * Integer.BYTES; offset += Integer.BYTES) {
                lows += values.get(ElementType.INT32_LAYOUT, offset);
            }
        } else {
            for (long offset = from * Long.BYTES; offset < to * Long.BYTES; offset += Long.BYTES) {
                long value = values.get(ElementType.INT64_LAYOUT, offset);
                lows += value & 0xFFFF_FFFFL;
                highs += value >> Integer.SIZE;
            }
        }
        sum.addProduct(highs, 1L << Integer.SIZE).add(lows);
    }
}
