package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.ElementType;

/**
 * Applies a pass's functions chunk by chunk. Over {@code int32} with few cuts the sums are vectorised; otherwise the
 * elements' intervals are looked up once for all functions.
 */
final class FunctionPass {
    /** A power of two, so that padding a chunk to whole vectors stays inside it. */
    static final int CHUNK_ELEMENTS = 2048;

    private final ElementType type;
    private final IntervalSearch search;
    private final List<IntFunctionSums> intFunctions = new ArrayList<>();
    private final List<FunctionSums> functions = new ArrayList<>();
    private final int[] ints = new int[CHUNK_ELEMENTS];
    private final long[] longs = new long[CHUNK_ELEMENTS];
    private final int[] intervals = new int[CHUNK_ELEMENTS];

    FunctionPass(ScanSpec spec, boolean fewCuts) {
        type = spec.type();
        search = new IntervalSearch(spec.cuts());
        for (int f = 0; f < spec.functions().size(); f++) {
            ElementFilter filter = ElementFilter.of(spec, f);
            if (fewCuts && type == ElementType.INT32 && filter != null) {
                intFunctions.add(new IntFunctionSums(spec, f, filter));
            } else {
                functions.add(new FunctionSums(spec, f, search.tableSize()));
            }
        }
    }

    boolean isEmpty() {
        return intFunctions.isEmpty() && functions.isEmpty();
    }

    void add(MemorySegment values, long start, long end, Partial into) {
        for (long at = start; at < end; at += CHUNK_ELEMENTS) {
            int count = (int) Math.min(CHUNK_ELEMENTS, end - at);
            if (!intFunctions.isEmpty()) {
                MemorySegment.copy(values, ElementType.INT32_LAYOUT, at * Integer.BYTES, ints, 0, count);
                for (IntFunctionSums function : intFunctions) {
                    function.add(ints, count, into);
                }
            }
            if (!functions.isEmpty()) {
                Widening.copy(values, type, at, count, longs);
                search.findAll(longs, count, intervals);
                for (FunctionSums function : functions) {
                    function.add(longs, intervals, count, into);
                }
            }
        }
    }

    void drainInto(Partial partial) {
        for (IntFunctionSums function : intFunctions) {
            function.drainInto(partial);
        }
        for (FunctionSums function : functions) {
            function.drainInto(partial);
        }
    }
}
