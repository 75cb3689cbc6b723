package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexShape;
import onecopy.data.index.IndexedData;
import onecopy.data.index.Total128;

/** Writes the distinct form: each value once, and before each the count and sum of all smaller ones. */
final class DistinctArrays {
    private static final int ADVANCE_ELEMENTS = 1 << 20;

    private final ElementType type;
    private final ArrayWriter values;
    private final ArrayWriter totals;

    private DistinctArrays(ElementType type, ArrayWriter values, ArrayWriter totals) {
        this.type = type;
        this.values = values;
        this.totals = totals;
    }

    /** Writes what was counted. */
    static OrderedArrays ofCounts(Path folder, IndexedData data, ValueCounts counts) {
        return write(folder, data, counts.distinct(), arrays -> {
            Place place = new Place();
            for (int i = 0; i < counts.range(); i++) {
                if (counts.count(i) > 0) {
                    arrays.put(place, data.min() + i, counts.count(i));
                }
            }
            return arrays.end(place);
        });
    }

    /** Writes what was sorted. */
    static OrderedArrays ofRuns(Path folder, IndexedData data, MemorySegment sorted, List<Run> runs, BuildCrew crew) {
        Place[] places = new Place[runs.size() + 1];
        places[0] = new Place();
        for (int i = 0; i < runs.size(); i++) {
            places[i + 1] = places[i].after(runs.get(i));
        }
        Place last = places[runs.size()];
        return write(folder, data, last.row, arrays -> {
            crew.begin("add up", data.count() * data.type().widthBytes());
            crew.forParts(runs.size(), 1, (from, _) -> arrays.put(places[(int) from], runs.get((int) from), sorted,
                    crew));
            return arrays.end(last);
        });
    }

    private interface Content {
        Total128 writeTo(DistinctArrays arrays);
    }

    private static OrderedArrays write(Path folder, IndexedData data, long distinct, Content content) {
        IndexShape shape = new IndexShape(IndexForm.DISTINCT, data, distinct, data.sumsMayOverflow(), List.of());
        ArrayWriter values = ArrayWriter.create(folder, shape.values());
        ArrayWriter totals = ArrayWriter.create(folder, shape.totals());
        try {
            Total128 sum = content.writeTo(new DistinctArrays(data.type(), values, totals));
            return new OrderedArrays(shape, values, totals, sum.toBigInteger());
        } catch (RuntimeException | Error e) {
            values.close();
            totals.close();
            throw e;
        }
    }

    private void put(Place place, Run run, MemorySegment sorted, BuildCrew crew) {
        long start = run.start();
        while (start < run.end()) {
            long value = ValueMemory.get(sorted, type, start);
            long end = start + 1;
            while (end < run.end() && ValueMemory.get(sorted, type, end) == value) {
                end++;
                if (end % ADVANCE_ELEMENTS == 0) {
                    crew.advance(0);
                }
            }
            put(place, value, end - start);
            start = end;
        }
        crew.advance((run.end() - run.start()) * type.widthBytes());
    }

    private void put(Place place, long value, long copies) {
        ValueMemory.set(values.entries(), type, place.row, value);
        end(place);
        place.row++;
        place.count += copies;
        place.sum.addProduct(value, copies);
    }

    private Total128 end(Place place) {
        totals.put(place.row, 0, place.count);
        TotalsRow.put(totals, place.row, 1, place.sum);
        return place.sum;
    }

    /** The next row and the totals before it. */
    private static final class Place {
        private long row;
        private long count;
        private final Total128 sum = new Total128();

        Place after(Run run) {
            Place next = new Place();
            next.row = row + run.distinct();
            next.count = run.end();
            next.sum.set(sum).add(run.sum());
            return next;
        }
    }
}
