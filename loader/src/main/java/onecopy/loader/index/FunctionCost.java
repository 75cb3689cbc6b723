package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;
import onecopy.data.function.Divisors;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexedData;

/** Whether a function is worth its time in an index that nobody asked it for. */
final class FunctionCost {
    private static final int SAMPLED = 64;
    private static final int ROUNDS = 3;
    private static final long MAX_NS = 5_000_000_000L;
    private static final long MAX_NS_PER_VALUE = 20;

    private FunctionCost() {}

    /**
     * {@return whether adding up the function takes no more than some seconds, or than some nanoseconds for each value, as far
     * as a few values tell}
     */
    static boolean isSmall(ElementFunction function, IndexedData data, MemorySegment values, int threads) {
        if (data.count() == 0 || (function instanceof Divisors && SievedDivisors.isDense(data))) {
            return true;
        }
        long[] arguments = new long[SAMPLED];
        for (int i = 0; i < SAMPLED; i++) {
            arguments[i] = ValueMemory.get(values, data.type(), data.count() / SAMPLED * i);
        }
        long shortestNs = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            function.applyAll(arguments, SAMPLED, new long[SAMPLED]);
            shortestNs = Math.min(shortestNs, System.nanoTime() - start);
        }
        double perValueNs = (double) shortestNs / SAMPLED / threads;
        long distinctAtMost = data.type() == ElementType.INT32 ? 1L << Integer.SIZE : Long.MAX_VALUE;
        double totalNs = perValueNs * Math.min(data.count(), distinctAtMost);
        return totalNs <= MAX_NS || perValueNs <= MAX_NS_PER_VALUE;
    }
}
