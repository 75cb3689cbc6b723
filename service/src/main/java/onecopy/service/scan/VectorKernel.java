package onecopy.service.scan;

import java.lang.foreign.MemorySegment;

/** The fast kernel. */
final class VectorKernel implements ScanKernel {
    private final ScanKernel scalar = new ScalarKernel();

    @Override
    public void scan(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        scalar.scan(values, start, end, spec, into);
    }
}
