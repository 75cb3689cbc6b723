package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import onecopy.data.ElementType;

/**
 * Scans by the scalar kernel until the vectorised one has become the faster: before it is compiled, which takes a second,
 * that one takes a hundred times as long. Measures both all the time, for each kind of pass.
 */
final class TieredKernel implements ScanKernel {
    private final ScanKernel scalar = new ScalarKernel();
    private final ScanKernel vector = new VectorKernel();
    private final Map<Kind, Tiers> known = new HashMap<>();
    private boolean loaded;

    /** What decides which loops a pass goes through, as far as their compilation is concerned. */
    private record Kind(ElementType type, boolean fewCuts, boolean sums, boolean extremes, boolean functions) {
        static Kind of(ScanSpec spec) {
            return new Kind(spec.type(), PreparedPass.hasFewCuts(spec), spec.sums(), spec.extremes(),
                    !spec.functions().isEmpty());
        }
    }

    @Override
    public void scan(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        Tiers tiers = tiersOf(spec);
        for (long at = start; at < end;) {
            boolean vectorised = tiers.wantsVectors(loaded);
            long until = Math.min(end, at + tiers.pieceElements(vectorised));
            scanPiece(values, at, until, spec, into, tiers, vectorised);
            at = until;
        }
    }

    @Override
    public void rehearse(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        scanPiece(values, start, end, spec, into, tiersOf(spec), true);
    }

    private void scanPiece(MemorySegment values, long start, long end, ScanSpec spec, Partial into, Tiers tiers,
            boolean vectorised) {
        loaded |= vectorised;
        long startNs = System.nanoTime();
        (vectorised ? vector : scalar).scan(values, start, end, spec, into);
        tiers.measured(vectorised, end - start, System.nanoTime() - startNs);
    }

    private Tiers tiersOf(ScanSpec spec) {
        return known.computeIfAbsent(Kind.of(spec), _ -> new Tiers());
    }
}
