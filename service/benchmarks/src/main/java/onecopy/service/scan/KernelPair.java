package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The two kernels, checked against each other before either is timed. */
public enum KernelPair {
    /** The oracle. */
    SCALAR,
    /** The fast one. */
    VECTOR;

    private static final long VERIFIED_ELEMENTS = 1 << 20;

    /** {@return this kernel, which has just given the scalar one's answer for the beginning of the data} */
    ScanKernel verified(MemorySegment values, long count, ScanSpec spec) {
        long end = Math.min(count, VERIFIED_ELEMENTS);
        Partial expected = new Partial(spec);
        new ScalarKernel().scan(values, 0, end, spec, expected);
        Partial found = new Partial(spec);
        ScanKernel kernel = this == SCALAR ? new ScalarKernel() : ScanKernel.fastest();
        kernel.scan(values, 0, end, spec, found);
        if (!Arrays.equals(found.words(), expected.words())) {
            throw new IllegalStateException(this + " answers differently from the scalar kernel: cuts="
                    + Arrays.toString(spec.cuts()) + ", sums=" + spec.sums() + ", extremes=" + spec.extremes());
        }
        return kernel;
    }
}
