package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import onecopy.data.ElementType;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexLayout;
import onecopy.data.index.IndexShape;
import onecopy.data.index.IndexedFunction;
import onecopy.data.index.Total128;

/**
 * Writes the running totals of a function over ordered entries. Threads take parts of the entries and add up each from zero;
 * then every part's rows are raised by what came before it. The totals take one word a row where all of them fit, else two.
 */
final class FunctionTotals {
    private static final int BATCH_ENTRIES = 1 << 12;
    private static final int PART_ENTRIES = 1 << 17;

    private final IndexShape shape;
    private final ElementType type;
    private final MemorySegment values;
    private final MemorySegment totals;
    private final int entriesPerRow;
    private final long totalsRowBytes;
    private final ArrayWriter rows;
    private final Part[] parts;

    private FunctionTotals(IndexShape shape, MemorySegment values, MemorySegment totals, ArrayWriter rows) {
        this.shape = shape;
        this.type = shape.data().type();
        this.values = values;
        this.totals = totals;
        this.entriesPerRow = shape.form() == IndexForm.DISTINCT ? 1 : IndexLayout.BLOCK_ENTRIES;
        this.totalsRowBytes = (long) shape.totals().columns() * Long.BYTES;
        this.rows = rows;
        this.parts = new Part[Math.toIntExact(Math.ceilDiv(shape.entries(), PART_ENTRIES))];
    }

    /**
     * Totals that were written and not yet sealed.
     *
     * @param function what they are
     * @param rows the rows
     */
    record Written(IndexedFunction function, ArrayWriter rows) {}

    /**
     * Writes the totals of a function.
     *
     * @param values the entries
     * @param totals the rows of running counts and sums
     */
    static Written write(Path folder, IndexShape shape, MemorySegment values, MemorySegment totals,
            ElementFunction function, BuildCrew crew) {
        for (boolean wide = false;; wide = true) {
            IndexedFunction indexed = new IndexedFunction(function.name(), function.version(), wide);
            ArrayWriter rows = ArrayWriter.create(folder, shape.function(indexed));
            boolean fits = false;
            try {
                FunctionTotals writer = new FunctionTotals(shape, values, totals, rows);
                fits = writer.write(function, crew) || wide;
                if (fits) {
                    return new Written(indexed, rows);
                }
            } finally {
                if (!fits) {
                    rows.discard();
                }
            }
        }
    }

    private boolean write(ElementFunction function, BuildCrew crew) {
        crew.begin(function.name(), shape.entries() * type.widthBytes());
        crew.forParts(shape.entries(), PART_ENTRIES, () -> new Batch(EntryFunctions.of(function)),
                (batch, from, to) -> {
                    parts[(int) (from / PART_ENTRIES)] = addUp(from, to, batch, crew);
                });
        Total128 before = new Total128();
        Total128[] befores = new Total128[parts.length];
        boolean fits = true;
        for (int i = 0; i < parts.length; i++) {
            befores[i] = new Total128().set(before);
            fits &= new Total128().set(before).add(parts[i].lowest).fitsLong()
                    && new Total128().set(before).add(parts[i].highest).fitsLong();
            before.add(parts[i].total);
        }
        crew.forParts(shape.entries(), PART_ENTRIES,
                (from, to) -> raise(from, to, befores[(int) (from / PART_ENTRIES)]));
        TotalsRow.put(rows, shape.totalRows() - 1, 0, before);
        return fits && before.fitsLong();
    }

    private Part addUp(long from, long to, Batch batch, BuildCrew crew) {
        Part part = new Part();
        for (long start = from; start < to; start += BATCH_ENTRIES) {
            int length = (int) Math.min(BATCH_ENTRIES, to - start);
            batch.evaluate(values, type, start, length);
            for (int i = 0; i < length; i++) {
                long entry = start + i;
                if (entry % entriesPerRow == 0) {
                    TotalsRow.put(rows, entry / entriesPerRow, 0, part.total);
                    part.seeRow();
                }
                part.total.addProduct(batch.result(i), copies(entry));
            }
            crew.advance((long) length * type.widthBytes());
        }
        return part;
    }

    private long copies(long entry) {
        if (shape.form() == IndexForm.SORTED) {
            return 1;
        }
        return totals.get(ElementType.INT64_LAYOUT, (entry + 1) * totalsRowBytes)
                - totals.get(ElementType.INT64_LAYOUT, entry * totalsRowBytes);
    }

    private void raise(long from, long to, Total128 before) {
        Total128 row = new Total128();
        for (long entry = from; entry < to; entry += entriesPerRow) {
            long index = entry / entriesPerRow;
            row.set(rows.shape().columns() > 1 ? rows.get(index, 1) : 0, rows.get(index, 0)).add(before);
            TotalsRow.put(rows, index, 0, row);
        }
    }

    /** What is kept about a part of the entries: its total, from zero, and the extremes of its rows. */
    private static final class Part {
        private final Total128 total = new Total128();
        private final Total128 lowest = new Total128();
        private final Total128 highest = new Total128();

        void seeRow() {
            if (total.isLessThan(lowest)) {
                lowest.set(total);
            }
            if (highest.isLessThan(total)) {
                highest.set(total);
            }
        }
    }

    /** A thread's room for evaluating the function over some entries, once for equal neighbours. */
    private static final class Batch {
        private final EntryFunction function;
        private final long[] arguments = new long[BATCH_ENTRIES];
        private final long[] results = new long[BATCH_ENTRIES];
        private final int[] argumentOf = new int[BATCH_ENTRIES];

        Batch(EntryFunction function) {
            this.function = function;
        }

        void evaluate(MemorySegment values, ElementType type, long start, int length) {
            int last = -1;
            for (int i = 0; i < length; i++) {
                long value = ValueMemory.get(values, type, start + i);
                if (last < 0 || arguments[last] != value) {
                    arguments[++last] = value;
                }
                argumentOf[i] = last;
            }
            function.apply(arguments, last + 1, results);
        }

        long result(int i) {
            return results[argumentOf[i]];
        }
    }
}
