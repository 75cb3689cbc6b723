package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;
import onecopy.data.index.IndexedData;
import onecopy.loader.index.InPlaceSplitter.Stretch;

/** Sorts stretches of values away from the file. For one thread. */
sealed interface BucketSorter permits IntSorter, LongSorter {
    /** {@return a sorter with room for so many values of a dataset} */
    static BucketSorter create(IndexedData data, int capacity) {
        return isNarrow(data)
                ? new IntSorter(capacity, data.type() == ElementType.INT32 ? 0 : data.min() - Integer.MIN_VALUE)
                : new LongSorter(capacity);
    }

    /** {@return for how many values of a dataset a plan has room} */
    static int capacity(IndexedData data, MemoryPlan plan) {
        return Math.max(1, plan.scratchBytes() / 2 / (isNarrow(data) ? Integer.BYTES : Long.BYTES));
    }

    private static boolean isNarrow(IndexedData data) {
        return (data.max() - data.min()) >>> Integer.SIZE == 0;
    }

    /** {@return for how many values there is room} */
    int capacity();

    /**
     * Sorts a stretch of the file.
     *
     * @param values the entries of the file
     * @param output writes to it
     * @return what the stretch holds
     */
    Run sort(MemorySegment values, ElementType type, Stretch stretch, EntryOutput output);
}
