package onecopy.service.bench.probe;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/**
 * The loop of the program whose work we took over, on one thread: for every element, try each j up to its root. It is
 * run on a sample, elements at equal distances, because over all of them it would take hours. The one change: j * j is
 * computed in 64 bits, because the original overflows near 2^31.
 */
final class TrialDivision implements Subject {
    private final int[] sample;

    private TrialDivision(int[] sample) {
        this.sample = sample;
    }

    /** {@return the loop over this many elements of 32 bits} */
    static TrialDivision over(MemorySegment values, long count, int sampleSize) {
        int[] sample = new int[(int) Math.min(count, sampleSize)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = values.getAtIndex(ElementType.INT32_LAYOUT, i * (count / sample.length));
        }
        return new TrialDivision(sample);
    }

    @Override
    public long[] run() {
        long sum = 0;
        for (int x : sample) {
            sum += divisors(x);
        }
        return new long[]{sum, sample.length};
    }

    /** {@return the number of divisors of x, 1 for every x below 1} */
    static int divisors(int x) {
        if (x < 1) {
            return 1;
        }
        int divisors = 0;
        for (int j = 1; (long) j * j <= x; j++) {
            if (x % j == 0) {
                divisors += j == x / j ? 1 : 2;
            }
        }
        return divisors;
    }
}
