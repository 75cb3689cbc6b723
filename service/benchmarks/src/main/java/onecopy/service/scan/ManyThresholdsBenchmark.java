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
 * One pass under many distinct thresholds, up to a pass's limit: shows where a kernel should change its method. The
 * score is elements per nanosecond of one thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ManyThresholdsBenchmark {
    private static final int ELEMENTS = 1 << 24;
    private static final int MAX_VALUE = 1_000_000;

    @Param({"SCALAR", "VECTOR"})
    KernelPair kernelName;

    @Param({"INT32", "INT64"})
    ElementType type;

    @Param({"1", "2", "3", "5", "8", "13", "16", "17", "32", "64", "128", "256", "1024", "4096"})
    int cutCount;

    private Numbers numbers;
    private ScanSpec counting;
    private ScanSpec summing;
    private ScanKernel kernel;

    /** Makes the data and checks the kernel. */
    @Setup(Level.Trial)
    public void fill() {
        numbers = Numbers.uniform(Numbers.Place.MAPPED, type, ELEMENTS, 0, MAX_VALUE);
        long[] cuts = new long[cutCount];
        for (int i = 0; i < cutCount; i++) {
            cuts[i] = (i + 1L) * MAX_VALUE / (cutCount + 1);
        }
        counting = new ScanSpec(type, cuts, false, false, List.of());
        summing = new ScanSpec(type, cuts, true, false, List.of());
        kernel = kernelName.verified(numbers.segment(), ELEMENTS, summing);
    }

    /** Gives memory and file back. */
    @TearDown(Level.Trial)
    public void close() {
        numbers.close();
    }

    /** Counts per interval. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public Partial count() {
        return scan(counting);
    }

    /** Counts and sums per interval. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public Partial countAndSum() {
        return scan(summing);
    }

    private Partial scan(ScanSpec spec) {
        Partial partial = new Partial(spec);
        kernel.scan(numbers.segment(), 0, ELEMENTS, spec, partial);
        return partial;
    }
}
