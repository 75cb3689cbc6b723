package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/** Applies a pass's functions chunk by chunk: intervals are found once, then every function sees the same longs. */
final class FunctionPass {
    static final int CHUNK_ELEMENTS = 1024;

    private final ElementType type;
    private final IntervalSearch search;
    private final FunctionSums[] functions;
    private final long[] values = new long[CHUNK_ELEMENTS];
    private final int[] intervals = new int[CHUNK_ELEMENTS];

    FunctionPass(ScanSpec spec) {
        type = spec.type();
        search = new IntervalSearch(spec.cuts());
        functions = new FunctionSums[spec.functions().size()];
        for (int f = 0; f < functions.length; f++) {
            functions[f] = new FunctionSums(spec, f, search.tableSize());
        }
    }

    void add(MemorySegment segment, long start, long end, Partial into) {
        for (long at = start; at < end && functions.length > 0; at += CHUNK_ELEMENTS) {
            int count = (int) Math.min(CHUNK_ELEMENTS, end - at);
            Widening.copy(segment, type, at, count, values);
            search.findAll(values, count, intervals);
            for (FunctionSums function : functions) {
                function.add(values, intervals, count, into);
            }
        }
    }

    void drainInto(Partial partial) {
        for (FunctionSums function : functions) {
            function.drainInto(partial);
        }
    }
}
