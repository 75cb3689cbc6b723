package onecopy.service.scan;

import java.util.List;
import java.util.concurrent.TimeUnit;
import onecopy.data.ElementType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One threshold at every selectivity: both kernels, both element types, heap array against mapped file. The score is
 * elements per nanosecond of one thread; times 4 or 8 it is GB/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OneThresholdBenchmark {
    /** Beyond the last cache level of any machine we know, at 64 MiB of 32-bit elements and more. */
    private static final int ELEMENTS = 1 << 24;
    private static final int MAX_VALUE = 1_000_000;

    @Param({"SCALAR", "VECTOR"})
    KernelPair kernelName;

    @Param({"HEAP", "MAPPED"})
    Numbers.Place place;

    @Param({"INT32", "INT64"})
    ElementType type;

    /** Share of the elements at most the threshold, in per mille. */
    @Param({"0", "1", "500", "999", "1000"})
    int perMille;

    private Numbers numbers;
    private ScanSpec counting;
    private ScanSpec summing;
    private ScanSpec everything;
    private ScanKernel kernel;
    private Partial partial;

    /** Makes the data and checks the kernel. */
    @Setup(Level.Trial)
    public void fill() {
        numbers = Numbers.uniform(place, type, ELEMENTS, 0, MAX_VALUE);
        long[] cuts = {perMille == 0 ? -1 : (long) MAX_VALUE / 1000 * perMille};
        counting = new ScanSpec(type, cuts, false, false, List.of());
        summing = new ScanSpec(type, cuts, true, false, List.of());
        everything = new ScanSpec(type, cuts, true, true, List.of());
        kernel = kernelName.verified(numbers.segment(), ELEMENTS, everything);
        partial = new Partial(everything);
    }

    /** Gives memory and file back. */
    @TearDown(Level.Trial)
    public void close() {
        numbers.close();
    }

    /** Count. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public Partial count() {
        return scan(counting);
    }

    /** Count and sum. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public Partial countAndSum() {
        return scan(summing);
    }

    /** Count, sum, minimum and maximum. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public Partial everything() {
        return scan(everything);
    }

    private Partial scan(ScanSpec spec) {
        partial = new Partial(spec);
        kernel.scan(numbers.segment(), 0, ELEMENTS, spec, partial);
        return partial;
    }
}
