package onecopy.service.scan;

import java.util.Arrays;
import onecopy.data.function.ElementFunction;

/** The sums of one function by interval, over one scan. */
final class FunctionSums {
    private static final int SMALL_BITS = 32;

    private final ElementFunction function;
    private final int place;
    private final boolean[] applies;
    private final boolean appliesEverywhere;
    private final long[] arguments = new long[FunctionPass.CHUNK_ELEMENTS];
    private final int[] argumentIntervals = new int[FunctionPass.CHUNK_ELEMENTS];
    private final long[] results = new long[FunctionPass.CHUNK_ELEMENTS];
    private final long[] smallSums;

    FunctionSums(ScanSpec spec, int place, int tableSize) {
        this.place = place;
        function = spec.functions().get(place);
        applies = new boolean[tableSize];
        boolean everywhere = true;
        for (int i = 0; i < spec.intervals(); i++) {
            applies[i] = spec.applies(place, i);
            everywhere &= applies[i];
        }
        appliesEverywhere = everywhere;
        smallSums = new long[tableSize];
    }

    /** Adds a chunk of elements whose intervals are known. */
    void add(long[] values, int[] intervals, int count, Partial into) {
        if (appliesEverywhere) {
            sum(values, intervals, count, into);
        } else {
            sum(arguments, argumentIntervals, select(values, intervals, count), into);
        }
    }

    void drainInto(Partial partial) {
        for (int i = 0; i < smallSums.length; i++) {
            if (smallSums[i] != 0) {
                partial.addFunctionSum(place, i, smallSums[i], smallSums[i] >> 63);
            }
        }
        Arrays.fill(smallSums, 0);
    }

    private int select(long[] values, int[] intervals, int count) {
        int selected = 0;
        for (int i = 0; i < count; i++) {
            arguments[selected] = values[i];
            argumentIntervals[selected] = intervals[i];
            selected += applies[intervals[i]] ? 1 : 0;
        }
        return selected;
    }

    private void sum(long[] values, int[] intervals, int count, Partial into) {
        FunctionCalls.applyAll(function, values, count, results);
        if (bitsOf(results, count) <= SMALL_BITS) {
            for (int i = 0; i < count; i++) {
                smallSums[intervals[i] & (smallSums.length - 1)] += results[i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                into.addFunctionSum(place, intervals[i], results[i], results[i] >> 63);
            }
        }
    }

    /** {@return bits without sign that hold every result} */
    private static int bitsOf(long[] results, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= results[i] ^ (results[i] >> 63);
        }
        return Long.SIZE - Long.numberOfLeadingZeros(bits);
    }
}
