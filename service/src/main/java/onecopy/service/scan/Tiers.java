package onecopy.service.scan;

import java.util.concurrent.TimeUnit;

/**
 * Which of two kernels is to scan passes of one kind: the scalar one until the vectorised one has been the faster once, then that
 * one for ever. Until then the vectorised one gets a part of the time all the same: it is compiled only by being used.
 * Thread-safe.
 */
final class Tiers {
    /** Shorter scans end before vectors could pay: to load their code takes as long. */
    static final long SCALAR_FIRST_NS = TimeUnit.MILLISECONDS.toNanos(150);
    /** Of the time of the scalar kernel. */
    static final int TRIAL_PART = 2;
    /** The vectorised kernel leaves fewer than fill its loops to the scalar one: they tell nothing about it. */
    static final long LEAST_ELEMENTS = 1 << 11;

    private static final long TRIAL_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long SCALAR_NS = TimeUnit.MILLISECONDS.toNanos(4);
    /** By then the scalar kernel is compiled, and worth a comparison. */
    private static final long SCALAR_COMPILED_NS = TimeUnit.MILLISECONDS.toNanos(50);
    /** No code that is interpreted takes so little for an element, and hardly any scalar code. */
    private static final double COMPILED_ELEMENT_NS = 1.5;

    private final long scalarFirstNs;
    private double scalarElementNs = Double.POSITIVE_INFINITY;
    private double vectorElementNs = Double.POSITIVE_INFINITY;
    private long scalarNs;
    private long trialNs;
    private volatile boolean settled;

    /** @param scalarFirstNs how much time the scalar kernel has before vectors are tried */
    Tiers(long scalarFirstNs) {
        this.scalarFirstNs = scalarFirstNs;
    }

    /** {@return whether it is the vectorised kernel for ever, and nothing needs to be measured any more} */
    boolean isSettled() {
        return settled;
    }

    /** {@return whether the vectorised kernel is to try what comes next} */
    synchronized boolean wantsTrial() {
        return trialNs < (scalarNs - scalarFirstNs) / TRIAL_PART;
    }

    /** {@return how many elements come next, at least {@link #LEAST_ELEMENTS}} */
    synchronized long pieceElements(boolean trial) {
        double elements = trial ? TRIAL_NS / vectorElementNs : SCALAR_NS / scalarElementNs;
        return Math.max(LEAST_ELEMENTS, (long) elements);
    }

    /** Notes what a kernel took for elements that somebody waits for. */
    synchronized void worked(boolean vectorised, long elements, long elapsedNs) {
        if (vectorised) {
            trialNs += elapsedNs;
            rehearsed(elements, elapsedNs);
            return;
        }
        scalarNs += elapsedNs;
        if (elements >= LEAST_ELEMENTS) {
            scalarElementNs = Math.min(scalarElementNs, (double) elapsedNs / elements);
            settle();
        }
    }

    /** Notes what the vectorised kernel took for elements that nobody waits for. */
    synchronized void rehearsed(long elements, long elapsedNs) {
        if (elements >= LEAST_ELEMENTS) {
            // The least, because whatever comes between, another process or a disk, is not the code's.
            vectorElementNs = Math.min(vectorElementNs, (double) elapsedNs / elements);
            settle();
        }
    }

    private void settle() {
        boolean comparable = scalarNs >= SCALAR_COMPILED_NS || vectorElementNs < COMPILED_ELEMENT_NS;
        settled |= comparable && vectorElementNs < scalarElementNs;
    }
}
