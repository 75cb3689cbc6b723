package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.function.ElementFunction;

/** The oracle: one element after the other, each one's interval found by binary search. */
final class ScalarKernel implements ScanKernel {
    @Override
    public void scan(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        for (long i = start; i < end; i++) {
            long x = spec.type() == ElementType.INT32
                    ? values.get(ElementType.INT32_LAYOUT, i * Integer.BYTES)
                    : values.get(ElementType.INT64_LAYOUT, i * Long.BYTES);
            add(x, spec, into);
        }
    }

    private static void add(long x, ScanSpec spec, Partial into) {
        int interval = intervalOf(x, spec.cuts());
        into.addCount(interval, 1);
        if (spec.sums()) {
            into.addSum(interval, x);
        }
        if (spec.extremes()) {
            into.addExtremes(interval, x, x);
        }
        List<ElementFunction> functions = spec.functions();
        for (int f = 0; f < functions.size(); f++) {
            if (spec.applies(f, interval)) {
                long value = FunctionCalls.apply(functions.get(f), x);
                into.addFunctionSum(f, interval, value, value >> 63);
            }
        }
    }

    static int intervalOf(long x, long[] cuts) {
        int at = Arrays.binarySearch(cuts, x);
        return at >= 0 ? at : -at - 1;
    }
}
