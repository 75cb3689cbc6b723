package onecopy.service.plan;

/**
 * The least number of any run of an array, in constant time, from the minima of all runs whose length is a power of two: each
 * run is two of those that overlap. The sparse table of M. A. Bender and M. Farach-Colton, "The LCA Problem Revisited", 2000.
 * Immutable.
 */
final class RunMinima {
    /** At {@code [level][i]} the least of the {@code 1 << level} numbers from i. */
    private final long[][] minima;

    RunMinima(long[] numbers) {
        minima = new long[numbers.length == 0 ? 0 : levelOf(numbers.length) + 1][];
        for (int level = 0; level < minima.length; level++) {
            minima[level] = level == 0 ? numbers.clone() : doubled(minima[level - 1], 1 << (level - 1));
        }
    }

    private static long[] doubled(long[] shorter, int length) {
        long[] longer = new long[shorter.length - length];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = Math.min(shorter[i], shorter[i + length]);
        }
        return longer;
    }

    private static int levelOf(int length) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length);
    }

    /**
     * {@return the least number of a run}
     *
     * @param first of the run
     * @param end after its last; larger than the first
     */
    long of(int first, int end) {
        int level = levelOf(end - first);
        return Math.min(minima[level][first], minima[level][end - (1 << level)]);
    }
}
