package onecopy.service.scan;

import java.util.concurrent.TimeUnit;

/**
 * Which of two kernels to use next, by what they took before. While the vectorised one is the slower, it gets a part of the
 * time all the same: it is compiled only by being used. Used by one thread.
 */
final class Tiers {
    /** Shorter scans end before vectors could pay: to load their code takes as long. */
    static final long SCALAR_FIRST_NS = TimeUnit.MILLISECONDS.toNanos(150);
    /** Of the time of the scalar kernel. */
    static final int TRIAL_PART = 2;
    static final long FIRST_ELEMENTS = 1 << 11;

    private static final long TRIAL_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long SCALAR_NS = TimeUnit.MILLISECONDS.toNanos(4);

    private double scalarElementNs = Double.NaN;
    private double vectorElementNs = Double.NaN;
    private long scalarNs;
    private long trialNs;

    /**
     * {@return whether the vectorised kernel is to scan what comes next}
     *
     * @param loaded whether vectors have been used for anything yet
     */
    boolean wantsVectors(boolean loaded) {
        return isVectorFaster() || trialNs < (scalarNs - (loaded ? 0 : SCALAR_FIRST_NS)) / TRIAL_PART;
    }

    /** {@return for how many elements, at least 1, that is decided} */
    long pieceElements(boolean vectorised) {
        if (!vectorised) {
            return elements(SCALAR_NS, scalarElementNs);
        }
        return isVectorFaster() ? Long.MAX_VALUE >> 1 : elements(TRIAL_NS, vectorElementNs);
    }

    private static long elements(long ns, double elementNs) {
        return Double.isNaN(elementNs) ? FIRST_ELEMENTS : Math.max(FIRST_ELEMENTS, (long) (ns / elementNs));
    }

    /** Notes what one of them took. */
    void measured(boolean vectorised, long elements, long elapsedNs) {
        double elementNs = (double) Math.max(1, elapsedNs) / elements;
        if (!vectorised) {
            scalarElementNs = elementNs;
            scalarNs += elapsedNs;
            return;
        }
        boolean wasFaster = isVectorFaster();
        vectorElementNs = elementNs;
        if (!wasFaster) {
            trialNs += elapsedNs;
        }
    }

    private boolean isVectorFaster() {
        return vectorElementNs < scalarElementNs;
    }
}
