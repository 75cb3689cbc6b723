package onecopy.data.index;

import java.util.Objects;

/**
 * Asks an index about the values before a place in their order: {@code seek...} chooses the place, the other methods
 * answer. A range is the difference of two places. Nothing is allocated per question. For one thread at a time; a thread
 * keeps one for as many questions as it likes.
 *
 * <pre>{@code
 * IndexCursor cursor = index.cursor();
 * cursor.seekAtMost(to).sum(total);
 * cursor.seekLessThan(from).sum(before);
 * total.subtract(before); // the sum of x over from <= x <= to
 * }</pre>
 *
 * Every method throws {@link onecopy.data.fault.OnecopyException} with {@link onecopy.data.fault.Fault#CORRUPT} where it
 * meets a damaged piece of the index, and {@link IllegalStateException} after the index was closed.
 */
public final class IndexCursor {
    /** More searches than a core has reads in flight, and few enough to stay in its first-level cache. */
    private static final int SEARCHED_TOGETHER = 64;

    private final ValueIndex index;
    private final IndexReader reader;
    private final IndexReader.Scratch scratch = new IndexReader.Scratch(new long[IndexLayout.BLOCK_ENTRIES],
            new long[IndexLayout.BLOCK_ENTRIES]);
    private final int[] lines = new int[SEARCHED_TOGETHER];
    private long entries;
    private long copies;
    /** Keeps the reads of {@link #entriesAtMost} from being optimised away; never read. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    IndexCursor(ValueIndex index, IndexReader reader) {
        this.index = index;
        this.reader = reader;
    }

    /** Chooses the place after the last value of at most n. */
    public IndexCursor seekAtMost(long n) {
        entries = index.entriesAtMost(n);
        copies = 0;
        return this;
    }

    /** Chooses the place before the first value of at least n. */
    public IndexCursor seekLessThan(long n) {
        if (n == Long.MIN_VALUE) {
            entries = 0;
            copies = 0;
            return this;
        }
        return seekAtMost(n - 1);
    }

    /**
     * Finds the places of many thresholds, several times as fast as one after the other because their reads overlap. Chooses
     * none of them.
     *
     * <pre>{@code
     * cursor.entriesAtMost(thresholds, thresholds.length, entries);
     * for (int i = 0; i < thresholds.length; i++) {
     *     cursor.seekEntry(entries[i]).sum(total); // of the values of at most thresholds[i]
     * }
     * }</pre>
     *
     * @param thresholds in any order; some hundreds at a time are best
     * @param entries receives, for each, the number of entries with a value of at most it
     * @param length how many thresholds
     * @throws IndexOutOfBoundsException if there are fewer thresholds or entries
     */
    public void entriesAtMost(long[] thresholds, int length, long[] entries) {
        Objects.checkFromIndexSize(0, length, Math.min(thresholds.length, entries.length));
        for (int from = 0; from < length; from += SEARCHED_TOGETHER) {
            int count = Math.min(SEARCHED_TOGETHER, length - from);
            touched ^= index.entriesAtMost(thresholds, from, count, entries, lines);
        }
    }

    /**
     * Chooses the place after the first {@code count} values in ascending order, equal values counting one by one.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= count <= index.count()}
     */
    public IndexCursor seekFirst(long count) {
        if (count < 0 || count > index.count()) {
            throw new IndexOutOfBoundsException("count=" + count + ", values=" + index.count());
        }
        entries = count == index.count() ? index.entries() : reader.entryOfRank(count);
        copies = count - reader.count(entries, 0);
        return this;
    }

    /**
     * Chooses the place before an entry, or after the last.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= entry <= index.entries()}
     */
    public IndexCursor seekEntry(long entry) {
        entries = Objects.checkFromToIndex(entry, index.entries(), index.entries());
        copies = 0;
        return this;
    }

    /** {@return number of values before the place} */
    public long count() {
        return reader.count(entries, copies);
    }

    /** {@return number of distinct values before the place} */
    public long distinct() {
        return reader.distinct(entries, copies);
    }

    /**
     * {@return the largest value before the place}
     *
     * @throws IndexOutOfBoundsException unless there is one
     */
    public long valueBefore() {
        return index.entry(copies > 0 ? entries : entries - 1);
    }

    /**
     * {@return the smallest value after the place}
     *
     * @throws IndexOutOfBoundsException unless there is one
     */
    public long valueAfter() {
        return index.entry(entries);
    }

    /** Sets a total to the sum of the values before the place. */
    public void sum(Total128 into) {
        reader.sum(entries, copies, into);
    }

    /** Sets a total to the sum of a function over the values before the place. */
    public void functionSum(StoredFunction function, Total128 into) {
        reader.functionSum(function, entries, copies, scratch, into);
    }
}
