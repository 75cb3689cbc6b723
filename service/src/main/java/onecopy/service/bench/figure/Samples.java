package onecopy.service.bench.figure;

import java.util.Arrays;

/**
 * Repeated measurements of one thing, in the order they were taken. Comparisons pair the samples of the same round, so
 * that a machine which slows down for a moment slows both sides.
 *
 * @param values at least one
 */
@SuppressWarnings("ArrayRecordComponent")
public record Samples(double[] values) {
    /** Copies the values. */
    public Samples {
        if (values.length == 0) {
            throw new IllegalArgumentException("no samples");
        }
        values = values.clone();
    }

    /** {@return the middle one, or the mean of the middle two} */
    public double median() {
        return median(values);
    }

    /** {@return the smallest} */
    public double min() {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** {@return the largest} */
    public double max() {
        return Arrays.stream(values).max().orElseThrow();
    }

    /**
     * {@return the median over all rounds of this sample divided by the other's of the same round}
     *
     * @param other as many samples, taken in the same rounds
     */
    public double ratioTo(Samples other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException("rounds=" + values.length + ", other rounds=" + other.values.length);
        }
        double[] ratios = new double[values.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = values[i] / other.values[i];
        }
        return median(ratios);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
