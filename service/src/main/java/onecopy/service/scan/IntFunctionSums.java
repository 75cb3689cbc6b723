package onecopy.service.scan;

import java.util.Arrays;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.IntElementFunction;

/**
 * The sums of one function over {@code int32} elements by few intervals, over one scan. Values of the function that are
 * small, as most are, are summed by vectors; others one by one.
 */
final class IntFunctionSums {
    private static final int LANES = IntPrefixLoops.LANES;
    private static final int SMALL_BITS = 22;

    private final ElementFunction function;
    private final int place;
    private final long[] cuts;
    private final IntCuts intCuts;
    private final ElementFilter filter;
    private final int[] bounds;
    private final int[] laneSums;
    private final long[] sums;
    private final int[] selected = new int[FunctionPass.CHUNK_ELEMENTS];
    private final int[] weights = new int[FunctionPass.CHUNK_ELEMENTS];
    private final long[] arguments = new long[FunctionPass.CHUNK_ELEMENTS];
    private final long[] results = new long[FunctionPass.CHUNK_ELEMENTS];

    IntFunctionSums(ScanSpec spec, int place, ElementFilter filter) {
        this.place = place;
        this.filter = filter;
        function = spec.functions().get(place);
        cuts = spec.cuts();
        intCuts = IntCuts.of(cuts);
        bounds = intCuts.rows(LANES);
        laneSums = new int[bounds.length + LANES];
        sums = new long[laneSums.length / 2];
    }

    void add(int[] elements, int count, Partial into) {
        if (filter.takesAll()) {
            sum(elements, count, into);
        } else {
            sum(selected, filter.select(elements, count, selected), into);
        }
    }

    void drainInto(Partial partial) {
        long before = 0;
        for (int row = 0; row * LANES < laneSums.length; row++) {
            long upTo = Lanes.sum(sums, row * LANES / 2, (row + 1) * LANES / 2);
            partial.addFunctionSum(place, intCuts.first() + row, upTo - before, (upTo - before) >> 63);
            before = upTo;
        }
        Arrays.fill(sums, 0);
    }

    private void sum(int[] elements, int count, Partial into) {
        if (function instanceof IntElementFunction ints) {
            FunctionCalls.applyAll(ints, elements, count, weights);
            if (areSmall(weights, count)) {
                sumWeights(elements, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                results[i] = weights[i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                arguments[i] = elements[i];
            }
            FunctionCalls.applyAll(function, arguments, count, results);
            if (areSmall(results, count)) {
                for (int i = 0; i < count; i++) {
                    weights[i] = (int) results[i];
                }
                sumWeights(elements, count);
                return;
            }
        }
        for (int i = 0; i < count; i++) {
            into.addFunctionSum(place, ScalarKernel.intervalOf(elements[i], cuts), results[i], results[i] >> 63);
        }
    }

    private void sumWeights(int[] elements, int count) {
        int granule = 4 * LANES;
        int padded = (count + granule - 1) / granule * granule;
        Arrays.fill(weights, count, padded, 0);
        IntPrefixLoops.weights(elements, weights, padded, bounds, laneSums);
        IntPrefixLoops.widen(laneSums, sums);
    }

    private static boolean areSmall(int[] results, int count) {
        int bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= results[i] ^ (results[i] >> 31);
        }
        return bits >>> SMALL_BITS == 0;
    }

    private static boolean areSmall(long[] results, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= results[i] ^ (results[i] >> 63);
        }
        return bits >>> SMALL_BITS == 0;
    }
}
