package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onecopy.data.ElementType;

/**
 * Scans by the scalar kernel until the vectorised one is compiled, which takes about a second of it and has it take a hundred
 * times as long until then. What is compiled belongs to the process, and so does the knowledge of it.
 */
final class TieredKernel implements ScanKernel {
    private static final Map<Kind, Tiers> TIERS = new ConcurrentHashMap<>();
    /** Whether vectors have been used for anything; from then on another kind of pass need not wait with them. */
    private static volatile boolean vectorsLoaded;

    private final ScanKernel scalar = new ScalarKernel();
    private final ScanKernel vector = new VectorKernel();
    private final Map<Kind, Tiers> known;

    /** A kernel for one thread, with what this process knows. */
    TieredKernel() {
        this(TIERS);
    }

    /** @param known what is known so far */
    TieredKernel(Map<Kind, Tiers> known) {
        this.known = known;
    }

    /** Passes that go through the same loops. */
    record Kind(ElementType type, boolean fewCuts, boolean sums, boolean extremes) {
        static Kind of(ScanSpec spec) {
            return new Kind(spec.type(), PreparedPass.hasFewCuts(spec), spec.sums(), spec.extremes());
        }
    }

    @Override
    public void scan(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        long at = isVectorised(spec) ? start : scanUntilSettled(values, start, end, spec, into);
        if (at < end) {
            vector.scan(values, at, end, spec, into);
        }
    }

    /** {@return the element after the last one that was scanned} */
    private long scanUntilSettled(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        Tiers tiers = tiersOf(spec);
        long at = start;
        while (at < end && !tiers.isSettled()) {
            boolean trial = tiers.wantsTrial();
            long until = Math.min(end, at + tiers.pieceElements(trial));
            tiers.worked(trial, until - at, scanPiece(trial, values, at, until, spec, into));
            at = until;
        }
        return at;
    }

    /** By vectors only: the scalar kernel would be compiled for nothing, and take memory for it. */
    @Override
    public void rehearse(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        if (isVectorised(spec)) {
            vector.scan(values, start, end, spec, into);
        } else {
            tiersOf(spec).rehearsed(end - start, scanPiece(true, values, start, end, spec, into));
        }
    }

    /** {@return whether only vectors are used} What functions take, which vectors call in bulk, tells nothing about these. */
    boolean isVectorised(ScanSpec spec) {
        return !spec.functions().isEmpty() || tiersOf(spec).isSettled();
    }

    /** {@return nanoseconds it took} */
    private long scanPiece(boolean vectorised, MemorySegment values, long start, long end, ScanSpec spec,
            Partial into) {
        if (vectorised) {
            vectorsLoaded = true;
        }
        long startNs = System.nanoTime();
        (vectorised ? vector : scalar).scan(values, start, end, spec, into);
        return System.nanoTime() - startNs;
    }

    private Tiers tiersOf(ScanSpec spec) {
        return known.computeIfAbsent(Kind.of(spec), _ -> new Tiers(vectorsLoaded ? 0 : Tiers.SCALAR_FIRST_NS));
    }
}
