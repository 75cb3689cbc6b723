package onecopy.loader.cli;

import java.io.PrintWriter;
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

    /** {@return one line that says what the index is} */
    static String of(String dataset, IndexManifest index) {
        IndexShape shape = index.shape();
        long bytes = shape.arrays().stream().mapToLong(IndexArray::fileBytes).sum();
        String functions = shape.functions().isEmpty()
                ? "no functions"
                : String.join(", ", shape.functions().stream().map(IndexedFunction::name).toList());
        return String.format(Locale.ROOT, "indexed %s: %s form, %,d distinct of %,d values, %s, with %s", dataset,
                shape.form().label(), shape.distinct(), shape.data().count(), Units.size(bytes), functions);
    }

    /** Says so where an index that was built by default lacks the divisors. */
    static void warn(IndexManifest index, String dataset, PrintWriter err) {
        boolean present = index.shape().functions().stream().anyMatch(function -> function.name().equals(DIVISORS));
        if (!present) {
            err.println("onecopy: the index holds no divisors, which would take long over these values; 'onecopy index "
                    + dataset + " --function divisors' adds them");
        }
    }
}
