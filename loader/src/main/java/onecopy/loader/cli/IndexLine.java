package onecopy.loader.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import onecopy.data.command.Units;
import onecopy.data.index.IndexArray;
import onecopy.data.index.IndexManifest;
import onecopy.data.index.IndexShape;
import onecopy.data.index.IndexedFunction;

/** What is told about an index. */
final class IndexLine {
    private static final String DIVISORS = "divisors";

    private IndexLine() {}

    /** {@return one line that says that the index is there} */
    static String of(String dataset, IndexManifest index) {
        return "indexed " + dataset + ": " + describe(index);
    }

    /** {@return form, number of values, size and functions} */
    static String describe(IndexManifest index) {
        IndexShape shape = index.shape();
        return String.format(Locale.ROOT, "%s form, %,d distinct of %,d values, %s", shape.form().label(),
                shape.distinct(), shape.data().count(), sizeAndFunctions(index));
    }

    /** {@return form, size and functions} */
    static String summary(IndexManifest index) {
        return index.shape().form().label() + " form, " + sizeAndFunctions(index);
    }

    private static String sizeAndFunctions(IndexManifest index) {
        List<String> functions = functions(index);
        return Units.size(bytes(index)) + ", with "
                + (functions.isEmpty() ? "no functions" : String.join(", ", functions));
    }

    /** {@return bytes of the arrays, their checksums excepted} */
    static long bytes(IndexManifest index) {
        return index.shape().arrays().stream().mapToLong(IndexArray::fileBytes).sum();
    }

    /** {@return names of the functions whose totals the index holds} */
    static List<String> functions(IndexManifest index) {
        return index.shape().functions().stream().map(IndexedFunction::name).toList();
    }

    /** Says so where an index that was built by default lacks the divisors. */
    static void warn(IndexManifest index, String dataset, PrintWriter err) {
        if (!functions(index).contains(DIVISORS)) {
            err.println("onecopy: the index holds no divisors, which would take long over these values; 'onecopy index "
                    + dataset + " --function divisors' adds them");
        }
    }
}
