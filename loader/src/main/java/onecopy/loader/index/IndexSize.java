package onecopy.loader.index;

import java.util.ArrayList;
import java.util.List;
import onecopy.data.index.IndexArray;
import onecopy.data.index.IndexForm;
import onecopy.data.index.IndexShape;
import onecopy.data.index.IndexedData;
import onecopy.data.index.IndexedFunction;

/** Which form takes less space. */
final class IndexSize {
    private IndexSize() {}

    /** {@return the form whose arrays take fewer bytes, the distinct one where both take the same} */
    static IndexForm smallerForm(IndexedData data, long distinct, int functions) {
        return bytes(IndexForm.DISTINCT, data, distinct, functions) <= bytes(IndexForm.SORTED, data, distinct,
                functions)
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
