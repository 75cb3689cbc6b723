package onecopy.service.worker;

import java.util.concurrent.TimeUnit;

/**
 * How many elements to scan between two looks at the job: as many as take about {@link #TARGET_NS}, found by measuring.
 * Begins small, and with a single element where functions are called: one may take microseconds or seconds.
 */
final class SliceSize {
    static final long TARGET_NS = TimeUnit.MILLISECONDS.toNanos(8);
    static final long MIN_ELEMENTS = 1;
    static final long MAX_ELEMENTS = 1L << 28;
    /** The next elements may be ten thousand times as dear as the ones before them. */
    static final long MAX_CALLS = 1 << 14;
    /** At the end of a slice every interval is gone over once. */
    static final long CALLS_PER_INTERVAL = 16;

    private static final long FIRST_ELEMENTS = 1024;
    private static final double MAX_GROWTH = 16;

    private final long maxElements;
    private long elements;

    private SliceSize(long firstElements, long maxElements) {
        this.elements = firstElements;
        this.maxElements = maxElements;
    }

    /** {@return slices of elements of which each takes about as long as any other} */
    static SliceSize ofScan() {
        return new SliceSize(FIRST_ELEMENTS, MAX_ELEMENTS);
    }

    /**
     * {@return slices of elements of which any may take any time, for functions are called}
     *
     * @param intervals into which the pass divides the elements
     */
    static SliceSize ofCalls(int intervals) {
        return new SliceSize(MIN_ELEMENTS, Math.max(MAX_CALLS, CALLS_PER_INTERVAL * intervals));
    }

    /** {@return elements of the next slice} */
    long elements() {
        return elements;
    }

    /** Learns from a slice. */
    void measured(long scannedElements, long elapsedNs) {
        double factor = Math.min((double) TARGET_NS / Math.max(elapsedNs, 1), MAX_GROWTH);
        elements = Math.clamp((long) (scannedElements * factor), MIN_ELEMENTS, maxElements);
    }
}
