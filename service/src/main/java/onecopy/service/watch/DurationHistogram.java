package onecopy.service.watch;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many batches took how long. Buckets are fixed, three a decade from 50 us to 10 minutes, so that figures of
 * different coordinators can be added up. Thread-safe.
 */
final class DurationHistogram {
    private static final double[] UPPER_SECONDS = {0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
        0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600, Double.POSITIVE_INFINITY};
    private static final long[] UPPER_NS = Arrays.stream(UPPER_SECONDS).mapToLong(s -> Math.round(s * 1e9)).toArray();

    private final LongAdder[] counts = new LongAdder[UPPER_SECONDS.length];
    private final LongAdder sumNs = new LongAdder();

    DurationHistogram() {
        Arrays.setAll(counts, _ -> new LongAdder());
    }

    void add(long durationNs) {
        int bucket = 0;
        while (durationNs > UPPER_NS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sumNs.add(durationNs);
    }

    /** {@return upper bounds in seconds, each included in its bucket; the last is infinite} */
    static double[] upperSeconds() {
        return UPPER_SECONDS.clone();
    }

    /** {@return how many lie in each bucket alone} */
    long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    double sumSeconds() {
        return sumNs.sum() / 1e9;
    }
}
