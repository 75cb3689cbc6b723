package onecopy.service.coordinator;

import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/**
 * Finds out what a pass with functions costs before it is cut into chunks, by having the workers compute small samples
 * spread over the data. A function's code never runs in the coordinator, so one that never returns harms nobody: the
 * batch's deadline ends it like any other work.
 */
final class CostSampler {
    private static final int PLACES = 8;
    private static final int FIRST_ELEMENTS = 1;
    private static final int LAST_ELEMENTS = 1 << 16;
    private static final int GROWTH = 16;
    /** A sample that takes this long says enough about its place. */
    private static final long TELLING_NS = 500_000;
    /** Times such a sample is repeated, the fastest counts: the first runs also load and compile the code. */
    private static final int REPETITIONS = 3;
    /**
     * A sample beyond the budget may have been loading code: it is repeated until one of the workers must have computed it twice,
     * for about this time at most.
     */
    private static final long LOADING_NS = 1_000_000_000;
    /** All samples together take no more than about this. */
    private static final long BUDGET_NS = 20_000_000;

    private final PassRunner runner;
    private final PassSource source;
    private final int workers;

    CostSampler(PassRunner runner, PassSource source, int workers) {
        this.runner = runner;
        this.source = source;
        this.workers = workers;
    }

    /** {@return the cost of elements of a pass over this many, at least 1} */
    ElementCost sample(ScanSpec spec, long elements) {
        long startNs = System.nanoTime();
        Partial ignored = new Partial(spec);
        double sumNs = 0;
        double worstNs = 0;
        int places = 0;
        while (places < PLACES && (places == 0 || System.nanoTime() - startNs < BUDGET_NS)) {
            double ns = sampleAt(spec, elements, placeOf(places, elements), ignored);
            sumNs += ns;
            worstNs = Math.max(worstNs, ns);
            places++;
        }
        double meanNs = sumNs / places;
        return new ElementCost(meanNs, Math.max(meanNs, worstNs));
    }

    /** Places alternate between the ends and move inwards, so that a budget spent early has still seen both. */
    private static long placeOf(int index, long elements) {
        int fromLeft = index % 2 == 0 ? index / 2 : PLACES - 1 - index / 2;
        return (long) (elements * ((double) fromLeft / (PLACES - 1)));
    }

    /**
     * {@return nanoseconds an element} What a sample takes beyond a sixteenth of it, so that whatever a pass takes before
     * its first element does not count.
     */
    private double sampleAt(ScanSpec spec, long elements, long place, Partial ignored) {
        int count = FIRST_ELEMENTS;
        long lessNs = 0;
        long lessElements = 0;
        while (true) {
            long start = Math.clamp(place - count / 2, 0, Math.max(0, elements - count));
            long end = Math.min(elements, start + count);
            long ns = fastestNs(spec, start, end, ignored);
            boolean grew = ns >= TELLING_NS && lessElements > 0 && ns >= 2 * lessNs;
            if (grew || ns >= BUDGET_NS || count >= LAST_ELEMENTS || end - start == elements) {
                return Math.max(1, ns - lessNs) / (double) (end - start - lessElements);
            }
            lessNs = ns;
            lessElements = end - start;
            count *= GROWTH;
        }
    }

    private long fastestNs(ScanSpec spec, long start, long end, Partial ignored) {
        long fastestNs = sampleNs(spec, start, end, ignored);
        long spentNs = fastestNs;
        for (int made = 1; isWorthRepeating(fastestNs, spentNs, made); made++) {
            long ns = sampleNs(spec, start, end, ignored);
            fastestNs = Math.min(fastestNs, ns);
            spentNs += ns;
        }
        return fastestNs;
    }

    private boolean isWorthRepeating(long fastestNs, long spentNs, int made) {
        return fastestNs >= TELLING_NS
                && (fastestNs < BUDGET_NS ? made < REPETITIONS : made <= workers && spentNs < LOADING_NS);
    }

    private long sampleNs(ScanSpec spec, long start, long end, Partial ignored) {
        return runner.run(spec, source, new long[]{start, end}, ignored).elapsedNs();
    }
}
