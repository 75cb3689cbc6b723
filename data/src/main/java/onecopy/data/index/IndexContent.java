package onecopy.data.index;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** Holds the entries of an index against its samples, its running totals and the dataset's values. */
final class IndexContent {
    private final ValueIndex index;
    private final ElementType type;
    private final MemorySegment entries;
    private final Total128 kept = new Total128();

    IndexContent(ValueIndex index) {
        this.index = index;
        this.type = index.manifest().shape().data().type();
        this.entries = index.orderedValues();
    }

    /**
     * Checks that the entries ascend, that samples are the first entries of their blocks and that every row of totals is that
     * of the entries before it.
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} where they are not
     */
    void requireOrder() {
        long entriesPerRow = index.form() == IndexForm.DISTINCT ? 1 : IndexLayout.BLOCK_ENTRIES;
        Total128 sum = new Total128();
        long count = 0;
        long distinct = 0;
        long previous = 0;
        for (long entry = 0; entry < index.entries(); entry++) {
            long value = get(entries, type, entry);
            boolean ascends = entry == 0 || previous < value || (previous == value && index.form() == IndexForm.SORTED);
            if (!ascends) {
                throw wrong("its entries do not ascend at entry " + entry);
            }
            if (entry % IndexLayout.BLOCK_ENTRIES == 0) {
                index.requireSample(entry, value);
            }
            if (entry % entriesPerRow == 0) {
                requireRow(entry / entriesPerRow, count, distinct, sum);
            }
            long copies = copies(entry);
            count += copies;
            distinct += entry == 0 || previous != value ? 1 : 0;
            sum.addProduct(value, copies);
            previous = value;
        }
        requireRow(index.manifest().shape().totalRows() - 1, count, distinct, sum);
    }

    private void requireRow(long row, long count, long distinct, Total128 sum) {
        long expected = index.form() == IndexForm.DISTINCT ? count : distinct;
        long found = index.totalsRow(row, kept);
        if (found != expected || kept.low() != sum.low() || kept.high() != sum.high()) {
            throw wrong("row " + row + " of its totals is not that of the entries before it");
        }
    }

    /** {@return a number that depends on which values there are and how often, not on their order} */
    long fingerprint() {
        long fingerprint = 0;
        for (long entry = 0; entry < index.entries(); entry++) {
            fingerprint += mix(get(entries, type, entry)) * copies(entry);
        }
        return fingerprint;
    }

    /** {@return the same of a dataset's values} */
    static long fingerprint(MemorySegment values, ElementType type, long count) {
        long fingerprint = 0;
        for (long i = 0; i < count; i++) {
            fingerprint += mix(get(values, type, i));
        }
        return fingerprint;
    }

    private long copies(long entry) {
        return index.form() == IndexForm.SORTED ? 1 : index.rankOfEntry(entry + 1) - index.rankOfEntry(entry);
    }

    private static long get(MemorySegment values, ElementType type, long i) {
        return type == ElementType.INT32
                ? values.get(ElementType.INT32_LAYOUT, i * Integer.BYTES)
                : values.get(ElementType.INT64_LAYOUT, i * Long.BYTES);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), so that equal sums of mixed values mean equal values. */
    private static long mix(long value) {
        long mixed = value + 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }

    private OnecopyException wrong(String what) {
        return new OnecopyException(Fault.CORRUPT, "the index in " + index.folder() + " is wrong: " + what);
    }
}
