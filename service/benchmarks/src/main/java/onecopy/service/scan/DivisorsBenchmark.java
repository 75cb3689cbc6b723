package onecopy.service.scan;

import java.util.List;
import java.util.concurrent.TimeUnit;
import onecopy.data.ElementType;
import onecopy.data.function.FunctionRegistry;
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
 * The sum of divisors over values as they are in the original experiment, over the whole of {@code int32}, and over
 * large {@code int64}. The score is values per microsecond of one thread, that is millions a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DivisorsBenchmark {
    private static final int ELEMENTS = 1 << 12;

    @Param({"SCALAR", "VECTOR"})
    KernelPair kernelName;

    @Param({"1000000", "2147483647", "1000000000000", "9223372036854775806"})
    long maxValue;

    private Numbers numbers;
    private ScanSpec spec;
    private ScanKernel kernel;

    /** Makes the data and checks the kernel. */
    @Setup(Level.Trial)
    public void fill() {
        ElementType type = maxValue <= Integer.MAX_VALUE ? ElementType.INT32 : ElementType.INT64;
        long max = maxValue == Integer.MAX_VALUE ? maxValue - 1 : maxValue;
        numbers = Numbers.uniform(Numbers.Place.MAPPED, type, ELEMENTS, 1, max);
        spec = new ScanSpec(type, new long[]{max / 2}, false, false,
                List.of(FunctionRegistry.of().require("divisors")));
        kernel = kernelName.verified(numbers.segment(), ELEMENTS, spec);
    }

    /** Gives memory and file back. */
    @TearDown(Level.Trial)
    public void close() {
        numbers.close();
    }

    /** Sum of divisors per interval. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public Partial divisors() {
        Partial partial = new Partial(spec);
        kernel.scan(numbers.segment(), 0, ELEMENTS, spec, partial);
        return partial;
    }
}
