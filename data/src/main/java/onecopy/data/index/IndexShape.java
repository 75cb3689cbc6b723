package onecopy.data.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that determines which arrays an index has and how long they are.
 *
 * @param form distinct or sorted
 * @param data what is indexed
 * @param distinct number of distinct values
 * @param wideSums whether running sums take 128 bits: a low and a high column instead of one
 * @param functions functions with totals, in the order they were added
 */
public record IndexShape(IndexForm form, IndexedData data, long distinct, boolean wideSums,
        List<IndexedFunction> functions) {
    /** Copies the functions. */
    public IndexShape {
        functions = List.copyOf(functions);
        if (distinct < 0 || distinct > data.count() || (distinct == 0) != (data.count() == 0)) {
            throw new IllegalArgumentException("distinct=" + distinct + ", count=" + data.count());
        }
    }

    /** {@return number of entries in {@code values.npy}} */
    public long entries() {
        return form == IndexForm.DISTINCT ? distinct : data.count();
    }

    /** {@return number of blocks of entries} */
    public long blocks() {
        return Math.ceilDiv(entries(), IndexLayout.BLOCK_ENTRIES);
    }

    /** {@return number of rows of running totals: one before each entry or block, and one after the last} */
    public long totalRows() {
        return (form == IndexForm.DISTINCT ? entries() : blocks()) + 1;
    }

    /** {@return the ordered values} */
    public IndexArray values() {
        return ofType(IndexLayout.VALUES, entries());
    }

    /** {@return the first value of each block} */
    public IndexArray samples() {
        return ofType(IndexLayout.SAMPLES, blocks());
    }

    /** {@return the first of each block of samples} */
    public IndexArray top() {
        return ofType(IndexLayout.TOP, Math.ceilDiv(blocks(), IndexLayout.BLOCK_ENTRIES));
    }

    /** {@return the running totals: column 0 count or distinct count, column 1 sum, column 2 its high word} */
    public IndexArray totals() {
        return new IndexArray(IndexLayout.TOTALS, "<i8", Long.BYTES, totalRows(), wideSums ? 3 : 2);
    }

    /** {@return the running totals of a function: column 0 total, column 1 its high word} */
    public IndexArray function(IndexedFunction function) {
        return new IndexArray(IndexLayout.functionArray(function.name()), "<i8", Long.BYTES, totalRows(),
                function.wide() ? 2 : 1);
    }

    /** {@return all arrays, checksums excepted} */
    public List<IndexArray> arrays() {
        List<IndexArray> arrays = new ArrayList<>(List.of(values(), samples(), top(), totals()));
        functions.forEach(function -> arrays.add(function(function)));
        return arrays;
    }

    /** {@return this shape with other functions} */
    public IndexShape withFunctions(List<IndexedFunction> others) {
        return new IndexShape(form, data, distinct, wideSums, others);
    }

    private IndexArray ofType(String name, long rows) {
        return new IndexArray(name, data.type().npyDescr(), data.type().widthBytes(), rows, 1);
    }
}
