package onecopy.service.scan;

import java.util.Arrays;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexCursor;
import onecopy.data.index.StoredFunction;
import onecopy.data.index.Total128;
import onecopy.data.index.ValueIndex;

/**
 * A pass's function sums over the entries of an index instead of the elements themselves: where the index keeps a
 * function's totals they are read, otherwise the function is evaluated once per entry and counts as often as the value
 * occurs. Accumulates nothing but function sums. Not thread-safe.
 */
public final class EntryPass {
    private final ValueIndex index;
    private final ScanSpec spec;
    private final long[] edges;
    private final IndexCursor cursor;
    private final ElementFunction[] functions;
    private final StoredFunction[] stored;
    private final Total128 total = new Total128();
    private final Total128 before = new Total128();

    /** Prepares a pass over an index that stays open as long as it is used. */
    public EntryPass(ValueIndex index, ScanSpec spec) {
        this.index = index;
        this.spec = spec;
        this.cursor = index.cursor();
        this.edges = new long[spec.intervals() + 1];
        for (int i = 0; i < spec.cuts().length; i++) {
            edges[i + 1] = index.entriesAtMost(spec.cuts()[i]);
        }
        edges[spec.intervals()] = index.entries();
        this.functions = spec.functions().stream().map(FunctionCalls::checked).toArray(ElementFunction[]::new);
        this.stored = Arrays.stream(functions).map(function -> index.stored(function).orElse(null))
                .toArray(StoredFunction[]::new);
    }

    /**
     * Adds the entries {@code [from, to)} to a partial of the pass.
     *
     * @throws onecopy.data.fault.OnecopyException with {@link onecopy.data.fault.Fault#FUNCTION_FAILED} where a function
     *     throws, with {@link onecopy.data.fault.Fault#CORRUPT} where the index is damaged; the partial is then useless
     */
    public void add(long from, long to, Partial into) {
        for (int interval = 0; interval < spec.intervals(); interval++) {
            long first = Math.max(from, edges[interval]);
            long end = Math.min(to, edges[interval + 1]);
            for (int function = 0; first < end && function < functions.length; function++) {
                if (spec.applies(function, interval)) {
                    sum(function, first, end);
                    into.addFunctionSum(function, interval, total.low(), total.high());
                }
            }
        }
    }

    private void sum(int function, long first, long end) {
        if (stored[function] != null) {
            cursor.seekEntry(end).functionSum(stored[function], total);
            cursor.seekEntry(first).functionSum(stored[function], before);
            total.subtract(before);
        } else {
            index.evaluate(functions[function], first, end, total.clear());
        }
    }
}
