package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import onecopy.data.ElementType;

/**
 * The fast kernel. Elements go through cache-sized pieces: first the accumulators of the pass, then its functions while
 * the piece is near. What does not fill a granule of the vector loops is left to the scalar kernel.
 */
final class VectorKernel implements ScanKernel {
    private static final int PIECE_ELEMENTS = 1 << 12;
    private static final long ELEMENTS_PER_DRAIN = 1L << 28;
    /** Into so many runs few cuts divide what they scan, to read them side by side. */
    private static final int STREAMS = IntPrefixLoops.STREAMS;
    /** Runs that lie a multiple of this apart are read at little more than half the speed; measured. */
    private static final long BANK_PERIOD_BYTES = 1 << 18;
    private static final long BANK_BYTES = 1 << 14;
    private static final long SPARED_BYTES = 3 * BANK_BYTES;

    private final ScanKernel scalar = new ScalarKernel();
    private PreparedPass prepared;

    @Override
    public void scan(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        if (prepared == null || !prepared.spec().equals(spec)) {
            prepared = PreparedPass.of(spec);
        }
        PassAccumulator accumulator = prepared.accumulator();
        long whole = start + (end - start) / accumulator.granule() * accumulator.granule();
        long drainAt;
        for (long at = start; at < whole; at = drainAt) {
            drainAt = at + partElements(Math.min(whole - at, ELEMENTS_PER_DRAIN), spec.type(), accumulator.granule());
            try {
                scanPart(values, at, drainAt, into);
            } catch (Throwable e) {
                prepared = null;
                throw e;
            }
        }
        scalar.scan(values, whole, end, spec, into);
    }

    /** {@return as many elements, or a little fewer so that the streams through them do not meet in the same memory banks} */
    private static long partElements(long elements, ElementType type, int granule) {
        long distance = elements / STREAMS * type.widthBytes();
        boolean collides = distance >= BANK_PERIOD_BYTES && distance % BANK_PERIOD_BYTES < BANK_BYTES;
        long spared = STREAMS * SPARED_BYTES / type.widthBytes();
        return collides ? elements - spared / granule * granule : elements;
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
