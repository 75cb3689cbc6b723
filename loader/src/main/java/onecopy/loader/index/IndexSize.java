package onecopy.loader.index;

import java.util.ArrayList;
import java.util.List;
import onecopy.data.index.IndexArray;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexShape;
import onecopy.data.index.IndexedData;
import onecopy.data.index.IndexedFunction;

/** Which form suits a dataset. */
final class IndexSize {
    /** Below this the distinct form, which answers functions without evaluating them, is worth its space. */
    private static final long SMALL_BYTES = 1L << 26;

    private IndexSize() {}

    /** {@return the distinct form where it is small or not larger than the sorted one, else the sorted one} */
    static IndexForm formFor(IndexedData data, long distinct, int functions) {
        long distinctBytes = bytes(IndexForm.DISTINCT, data, distinct, functions);
        return distinctBytes <= Math.max(SMALL_BYTES, bytes(IndexForm.SORTED, data, distinct, functions))
                ? IndexForm.DISTINCT
                : IndexForm.SORTED;
    }

    private static long bytes(IndexForm form, IndexedData data, long distinct, int functions) {
        List<IndexedFunction> narrow = new ArrayList<>();
        for (int i = 0; i < functions; i++) {
            narrow.add(new IndexedFunction("f" + i, 1, false));
        }
        IndexShape shape = new IndexShape(form, data, distinct, data.sumsMayOverflow(), narrow);
        return shape.arrays().stream().mapToLong(IndexArray::fileBytes).sum();
    }
}
