package onecopy.service.scan;

import java.lang.foreign.MemorySegment;

/**
 * The fast kernel. Elements go through cache-sized pieces: first the accumulators of the pass, then its functions while
 * the piece is near. What does not fill a granule of the vector loops is left to the scalar kernel.
 */
final class VectorKernel implements ScanKernel {
    private static final int PIECE_ELEMENTS = 1 << 12;
    private static final long ELEMENTS_PER_DRAIN = 1L << 28;

    private final ScanKernel scalar = new ScalarKernel();
    private PreparedPass prepared;

    @Override
    public void scan(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        if (prepared == null || !prepared.spec().equals(spec)) {
            prepared = PreparedPass.of(spec);
        }
        PassAccumulator accumulator = prepared.accumulator();
        long whole = start + (end - start) / accumulator.granule() * accumulator.granule();
        for (long at = start; at < whole; at += ELEMENTS_PER_DRAIN) {
            long drainAt = Math.min(whole, at + ELEMENTS_PER_DRAIN);
            try {
                scanPart(values, at, drainAt, into);
            } catch (Throwable e) {
                prepared = null;
                throw e;
            }
        }
        scalar.scan(values, whole, end, spec, into);
    }

    private void scanPart(MemorySegment values, long start, long end, Partial into) {
        PassAccumulator accumulator = prepared.accumulator();
        FunctionPass functions = prepared.functions();
        if (functions.isEmpty()) {
            accumulator.add(values, start, end);
        } else {
            for (long at = start; at < end; at += PIECE_ELEMENTS) {
                long pieceEnd = Math.min(end, at + PIECE_ELEMENTS);
                accumulator.add(values, at, pieceEnd);
                functions.add(values, at, pieceEnd, into);
            }
            functions.drainInto(into);
        }
        accumulator.drainInto(into);
    }
}
