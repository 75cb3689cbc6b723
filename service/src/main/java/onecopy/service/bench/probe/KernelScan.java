package onecopy.service.bench.probe;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import onecopy.data.ElementType;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanKernel;
import onecopy.service.scan.ScanSpec;

/** Count and sum under one threshold by the kernel that workers use, over memory of any kind, without a fleet. */
final class KernelScan implements Subject {
    /** As large as a chunk of a scan. */
    private static final long PIECE_ELEMENTS = 1L << 22;

    private final MemorySegment values;
    private final long count;
    private final ScanSpec spec;
    private final Crew crew;
    private final List<ScanKernel> kernels;
    private final List<Partial> partials;

    KernelScan(MemorySegment values, ElementType type, long count, int threads, long threshold) {
        this.values = values;
        this.count = count;
        this.spec = new ScanSpec(type, new long[]{threshold}, true, false, List.of());
        this.crew = new Crew(threads);
        this.kernels = IntStream.range(0, threads).mapToObj(_ -> ScanKernel.fastest()).toList();
        this.partials = IntStream.range(0, threads).mapToObj(_ -> new Partial(spec)).toList();
    }

    @Override
    public long[] run() throws InterruptedException {
        partials.forEach(Partial::reset);
        crew.share(count, PIECE_ELEMENTS,
                (thread, start, end) -> kernels.get(thread).scan(values, start, end, spec, partials.get(thread)));
        Partial merged = new Partial(spec);
        partials.forEach(merged::merge);
        return new long[]{merged.count(0), merged.sum(0).longValue()};
    }
}
