package onecopy.service.plan;

import onecopy.data.index.ValueIndex;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/** Computes what must be computed element by element, wherever that happens. */
public interface Passes {
    /** {@return how many threads may search an index at the same time for a large batch; at least 1} */
    int searchers();

    /**
     * Goes on where the batch still has time and somebody waits for it. Cheap; from any thread.
     *
     * @throws onecopy.data.fault.OnecopyException where it must end
     */
    void requireTime();

    /**
     * Adds elements to a partial.
     *
     * @param runs {@code start, end} of each run of elements, ascending and apart
     * @param into a partial of the pass over no elements yet
     */
    void scan(ScanSpec spec, long[] runs, Partial into);

    /**
     * Adds the function sums over all values of an index to a partial, and nothing else.
     *
     * @param into a partial of the pass over no elements yet
     */
    void evaluate(ScanSpec spec, ValueIndex index, Partial into);
}
