package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import onecopy.data.index.IndexedData;
import onecopy.data.index.Total128;

/** How often each value of a small range occurs. Each thread counts its share with counters of its own. */
final class ValueCounts {
    private static final long PART_VALUES = 1 << 12;

    private final IndexedData data;
    private final long[] counts;

    private ValueCounts(IndexedData data, long[] counts) {
        this.data = data;
        this.counts = counts;
    }

    /** {@return whether a budget allows a counter for each value of a dataset's range} */
    static boolean isPossible(IndexedData data, MemoryPlan plan) {
        long range = data.max() - data.min();
        boolean worthwhile = range >>> 3 <= data.count();
        return range >= 0 && range < plan.countableRange() && worthwhile;
    }

    /** {@return the counts of all values} */
    static ValueCounts of(IndexedData data, MemorySegment values, BuildCrew crew) {
        int range = Math.toIntExact(data.max() - data.min() + 1);
        long[][] counts = BinCounter.count(data, values, 0, range, crew);
        for (int thread = 1; thread < counts.length; thread++) {
            for (int i = 0; i < range; i++) {
                counts[0][i] += counts[thread][i];
            }
        }
        return new ValueCounts(data, counts[0]);
    }

    /** {@return number of values of the range, occurring or not} */
    int range() {
        return counts.length;
    }

    /** {@return how often the value {@code min + i} occurs} */
    long count(int i) {
        return counts[i];
    }

    /** {@return number of values that occur} */
    long distinct() {
        long distinct = 0;
        for (long count : counts) {
            distinct += count > 0 ? 1 : 0;
        }
        return distinct;
    }

    /**
     * Writes every value as often as it occurs, in ascending order.
     *
     * @return runs that cover them, in order
     */
    List<Run> expandInto(MemorySegment target, BuildCrew crew) {
        long[] starts = new long[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            starts[i + 1] = starts[i] + counts[i];
        }
        List<Run> runs = new ArrayList<>();
        crew.begin("sort", data.count() * data.type().widthBytes());
        crew.forParts(counts.length, PART_VALUES, (from, to) -> {
            Run run = expand((int) from, (int) to, starts, target);
            if (run.distinct() > 0) {
                synchronized (runs) {
                    runs.add(run);
                }
            }
            crew.advance((run.end() - run.start()) * data.type().widthBytes());
        });
        runs.sort(Comparator.comparingLong(Run::start));
        return runs;
    }

    private Run expand(int from, int to, long[] starts, MemorySegment target) {
        Total128 sum = new Total128();
        long distinct = 0;
        for (int i = from; i < to; i++) {
            long value = data.min() + i;
            for (long place = starts[i]; place < starts[i + 1]; place++) {
                ValueMemory.set(target, data.type(), place, value);
            }
            sum.addProduct(value, counts[i]);
            distinct += counts[i] > 0 ? 1 : 0;
        }
        return new Run(starts[from], starts[to], distinct, sum);
    }
}
