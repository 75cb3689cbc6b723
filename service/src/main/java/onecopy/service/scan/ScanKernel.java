package onecopy.service.scan;

import java.lang.foreign.MemorySegment;
import onecopy.data.VectorApi;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Accumulates elements into a partial. All implementations give identical partials: a scalar one that is easy to believe, a
 * vectorised one that is fast once it is compiled, and one that goes over from the first to the second. A kernel keeps scratch
 * memory, so each thread has its own.
 */
public sealed interface ScanKernel permits ScalarKernel, VectorKernel, TieredKernel {
    /**
     * Adds the elements {@code [start, end)} to a partial.
     *
     * @param values elements of the pass's type, little-endian, on any alignment
     * @param start index of the first element, counted in elements from the segment's beginning
     * @param end index after the last element
     * @param spec the pass; handing over the same object again saves its preparation
     * @param into a partial of the same pass
     *
     * @throws OnecopyException with {@link Fault#FUNCTION_FAILED} where a function throws; the partial is then useless
     */
    void scan(MemorySegment values, long start, long end, ScanSpec spec, Partial into);

    /** Does the same where nobody waits for it: by code that is to be compiled, however slow it is now. */
    default void rehearse(MemorySegment values, long start, long end, ScanSpec spec, Partial into) {
        scan(values, start, end, spec, into);
    }

    /**
     * {@return the kernel that is the fastest once it is compiled: the vectorised one where the Vector API module is present}
     */
    static ScanKernel fastest() {
        return VectorApi.isPresent() ? new VectorKernel() : new ScalarKernel();
    }

    /** {@return a kernel that is as fast as that one once it is compiled, and does not wait for it} */
    static ScanKernel create() {
        return VectorApi.isPresent() ? new TieredKernel() : new ScalarKernel();
    }
}
