package onecopy.data.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Search in the ordered values of an index: a three-level tree with {@link IndexLayout#BLOCK_ENTRIES} children a node.
 * The top level is on the heap behind a table of the values' leading bits, the two others are one block of a mapped
 * array each. Within a block the first entry of every cache line is looked at without branching, then one line: the
 * reads do not wait for each other. Thread-safe.
 */
final class OrderedValues {
    private static final int BLOCK = IndexLayout.BLOCK_ENTRIES;
    private static final int MAX_TABLE_BITS = 16;
    private static final int LINE_BYTES = IndexLayout.LINE_BYTES;

    private final ElementType type;
    private final CheckedArray values;
    private final CheckedArray samples;
    private final long min;
    private final long max;
    private final long[] top;
    private final int[] table;
    private final int tableShift;
    private final int entriesPerLine;

    /** Reads the top level whole. */
    OrderedValues(IndexedData data, CheckedArray values, CheckedArray samples, CheckedArray topArray) {
        this.type = data.type();
        this.entriesPerLine = LINE_BYTES / type.widthBytes();
        this.values = values;
        this.samples = samples;
        this.min = data.min();
        this.max = data.max();
        this.top = read(topArray);
        requireAscending(data);
        int tableBits = Math.clamp(Long.SIZE - Long.numberOfLeadingZeros(top.length), 1, MAX_TABLE_BITS);
        this.tableShift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(max - min) - tableBits);
        this.table = table(tableBits);
    }

    private static long[] read(CheckedArray array) {
        array.requireRows(0, array.rows());
        long[] entries = new long[Math.toIntExact(array.rows())];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = array.value(i);
        }
        return entries;
    }

    private void requireAscending(IndexedData data) {
        boolean ascending = data.count() == 0 || (top[0] == min && top[top.length - 1] <= max);
        for (int i = 1; i < top.length; i++) {
            ascending &= top[i - 1] <= top[i];
        }
        if (!ascending) {
            throw new OnecopyException(Fault.CORRUPT,
                    "the top level of the index does not begin with the smallest value or does not ascend");
        }
    }

    /** Element s holds the number of top entries whose leading bits are below s. */
    private int[] table(int tableBits) {
        int[] starts = new int[(1 << tableBits) + 1];
        for (long entry : top) {
            starts[(int) ((entry - min) >>> tableShift) + 1]++;
        }
        for (int slot = 1; slot < starts.length; slot++) {
            starts[slot] += starts[slot - 1];
        }
        return starts;
    }

    /** Compares every level with its checksums. */
    void requireUndamaged() {
        values.checkedRows();
        samples.checkedRows();
    }

    /** Compares the samples with their checksums. */
    void requireSamplesUndamaged() {
        samples.checkedRows();
    }

    /** {@return number of entries} */
    long entries() {
        return values.rows();
    }

    /** {@return number of entries with a value of at most n} */
    long atMost(long n) {
        if (n < min || values.rows() == 0) {
            return 0;
        }
        if (n >= max) {
            return values.rows();
        }
        long firstSample = (topAtMost(n) - 1L) * BLOCK;
        long block = firstSample + inBlock(samples, firstSample, n) - 1;
        long firstEntry = block * BLOCK;
        return firstEntry + inBlock(values, firstEntry, n);
    }

    /**
     * Finds many places at once, level by level. On each level the one cache line where a threshold should lie, were the
     * values between the ends of its block equally far apart, is read for all thresholds before any is searched for: a core
     * then has many reads under way at once, where a single search waits for one after the other.
     *
     * @param n thresholds
     * @param from index of the first threshold
     * @param count how many of them, at most as many as there are lines
     * @param entries receives, at the same indexes, what {@link #atMost(long)} returns for each
     * @param lines scratch
     * @return what was read ahead, in no useful form
     */
    int atMost(long[] n, int from, int count, long[] entries, int[] lines) {
        if (values.rows() == 0) {
            Arrays.fill(entries, from, from + count, 0);
            return 0;
        }
        // Thresholds outside the values take part as the nearest one inside and are put right at the end.
        for (int i = 0; i < count; i++) {
            long x = Math.clamp(n[from + i], min, max);
            int place = topAtMost(x) - 1;
            entries[from + i] = (long) place * BLOCK;
            lines[i] = likelyLine(x, top[place], place + 1 < top.length ? top[place + 1] : max);
        }
        int read = readLines(samples, entries, from, count, lines);
        for (int i = 0; i < count; i++) {
            long x = Math.clamp(n[from + i], min, max);
            long first = entries[from + i];
            long block = first + inBlockFrom(samples, first, lines[i], x) - 1;
            entries[from + i] = block * BLOCK;
            lines[i] = likelyLine(x, samples.value(block),
                    block + 1 < samples.rows() ? samples.value(block + 1) : max);
        }
        read ^= readLines(values, entries, from, count, lines);
        for (int i = 0; i < count; i++) {
            long threshold = n[from + i];
            long first = entries[from + i];
            if (threshold < min) {
                entries[from + i] = 0;
            } else if (threshold >= max) {
                entries[from + i] = values.rows();
            } else {
                entries[from + i] = first + inBlockFrom(values, first, lines[i], threshold);
            }
        }
        return read;
    }

    private int likelyLine(long x, long low, long high) {
        // The next block's first value may lie on a damaged page that nobody has looked at.
        double part = ((double) x - low) / ((double) high - low + 1);
        return Math.clamp((long) (part * BLOCK), 0, BLOCK - 1) / entriesPerLine;
    }

    /** Reads a word of a line of each of some blocks, and does nothing else, so that the reads overlap. */
    private int readLines(CheckedArray array, long[] firstEntries, int from, int count, int[] lines) {
        MemorySegment bytes = array.bytes();
        int read = 0;
        for (int i = 0; i < count; i++) {
            long entry = Math.min(firstEntries[from + i] + (long) lines[i] * entriesPerLine, array.rows() - 1);
            read ^= bytes.get(ElementType.INT32_LAYOUT, array.offset(entry));
        }
        return read;
    }

    /** {@return how many entries of a block, the first of which is, are at most n} Looks at a likely line first. */
    private int inBlockFrom(CheckedArray array, long first, int likelyLine, long n) {
        int entries = (int) Math.min(BLOCK, array.rows() - first);
        array.requireRows(first, first + entries);
        int lastLine = (entries - 1) / entriesPerLine;
        int line = Math.min(likelyLine, lastLine);
        while (line > 0 && array.value(first + (long) line * entriesPerLine) > n) {
            line--;
        }
        while (line < lastLine && array.value(first + (line + 1L) * entriesPerLine - 1) <= n) {
            line++;
        }
        int start = line * entriesPerLine;
        int length = Math.min(entriesPerLine, entries - start);
        long offset = array.offset(first + start);
        return start + (type == ElementType.INT32
                ? intsInLine(array.bytes(), offset, length, (int) n)
                : longsInLine(array.bytes(), offset, length, n));
    }

    /** {@return whether the upper levels hold this value for an entry that begins a block} */
    boolean isSampled(long entry, long value) {
        long block = entry / BLOCK;
        return samples.checkedValue(block) == value
                && (block % BLOCK != 0 || top[Math.toIntExact(block / BLOCK)] == value);
    }

    private int topAtMost(long n) {
        int slot = (int) ((n - min) >>> tableShift);
        int from = table[slot];
        int to = table[slot + 1];
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (top[middle] <= n) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private int inBlock(CheckedArray array, long first, long n) {
        int entries = (int) Math.min(BLOCK, array.rows() - first);
        long from = array.offset(first);
        long to = array.offset(first + entries);
        array.require(from, to);
        return type == ElementType.INT32
                ? intsAtMost(array.bytes(), from, entries, (int) n)
                : longsAtMost(array.bytes(), from, entries, n);
    }

    private static int intsAtMost(MemorySegment bytes, long from, int entries, int n) {
        int perLine = LINE_BYTES / Integer.BYTES;
        int count = 0;
        for (int i = perLine; i < entries; i += perLine) {
            count += isAtMost(bytes.get(ElementType.INT32_LAYOUT, from + (long) i * Integer.BYTES), n);
        }
        count *= perLine;
        return count + intsInLine(bytes, from + (long) count * Integer.BYTES, Math.min(perLine, entries - count), n);
    }

    private static int intsInLine(MemorySegment bytes, long from, int entries, int n) {
        int count = 0;
        for (int i = 0; i < entries; i++) {
            count += isAtMost(bytes.get(ElementType.INT32_LAYOUT, from + (long) i * Integer.BYTES), n);
        }
        return count;
    }

    private static int isAtMost(int value, int n) {
        return 1 - (int) (((long) n - value) >>> 63);
    }

    private static int longsAtMost(MemorySegment bytes, long from, int entries, long n) {
        int perLine = LINE_BYTES / Long.BYTES;
        int count = 0;
        for (int i = perLine; i < entries; i += perLine) {
            count += isAtMost(bytes.get(ElementType.INT64_LAYOUT, from + (long) i * Long.BYTES), n);
        }
        count *= perLine;
        return count + longsInLine(bytes, from + (long) count * Long.BYTES, Math.min(perLine, entries - count), n);
    }

    private static int longsInLine(MemorySegment bytes, long from, int entries, long n) {
        int count = 0;
        for (int i = 0; i < entries; i++) {
            count += isAtMost(bytes.get(ElementType.INT64_LAYOUT, from + (long) i * Long.BYTES), n);
        }
        return count;
    }

    /** The sign of n - value, corrected where the subtraction overflows. */
    private static int isAtMost(long value, long n) {
        long difference = n - value;
        return 1 - (int) ((difference ^ ((n ^ value) & (difference ^ n))) >>> 63);
    }
}
