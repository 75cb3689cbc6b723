package onecopy.service.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scalar kernel is the oracle of the others. */
class ScanKernelTest {
    private static final long SEED = 7;
    private static final int[] SIZES = {0, 1, 2, 7, 8, 9, 13, 63, 64, 65, 207, 1791, 1792, 1793, 4098, 40_000};
    private static final int[] CUT_COUNTS = {0, 1, 2, 3, 5, 8, 16, 24, 25, 64, 256, 1000};

    private final ScanKernel scalar = new ScalarKernel();
    private final ScanKernel vector = new VectorKernel();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldAgreeWithTheOracleForElementsOfEveryWidthOfRange(ElementType type) {
        for (int size : SIZES) {
            int cuts = CUT_COUNTS[random.nextInt(CUT_COUNTS.length)];
            for (int bits = 0; bits <= type.widthBytes() * Byte.SIZE; bits += 1 + random.nextInt(6)) {
                int shift = Long.SIZE - Math.max(1, bits);
                long center = random.nextBoolean() ? 0 : random.nextLong() >> random.nextInt(Long.SIZE);
                check(type, size, cuts, () -> (random.nextLong() >> shift) + center);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldAgreeWithTheOracleForEveryNumberOfCuts(ElementType type) {
        for (int cuts : CUT_COUNTS) {
            check(type, 4098, cuts, () -> random.nextInt(1_000_001));
            check(type, 4098, cuts, random::nextLong);
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldAgreeWithTheOracleAtTheEndsOfTheType(ElementType type) {
        long[] ends = {type.minValue(), type.minValue() + 1, -1, 0, 1, type.maxValue() - 1, type.maxValue()};
        for (int cuts : CUT_COUNTS) {
            check(type, 4098, cuts, () -> ends[random.nextInt(ends.length)]);
            long end = ends[random.nextInt(ends.length)];
            check(type, 4098, cuts, () -> end);
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldAgreeWithTheOracleWhenElementsLeaveTheRangeSeenBefore(ElementType type) {
        long[] next = {0};
        check(type, 40_000, 5, () -> next[0]++);
        check(type, 40_000, 5, () -> 1_000_000 - next[0]--);
        check(type, 40_000, 5, () -> next[0]++ % 9_973 == 0 ? random.nextLong() : next[0] % 1_000);
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldAgreeWithTheOracleWhereTheRunsWouldLieAPowerOfTwoApart(ElementType type) {
        for (int size : new int[]{(1 << 20) / type.widthBytes(), (1 << 22) / type.widthBytes() + 5}) {
            check(type, size, 1, () -> random.nextInt(1_000_001));
            check(type, size, 5, random::nextLong);
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldAgreeWithTheOracleWhereItReadsSeveralRunsAtOnce(ElementType type) {
        for (int cuts : new int[]{0, 1, 1, 1, 2, 5, 5}) {
            int size = 200_000 + random.nextInt(100_000);
            check(type, size, cuts, () -> random.nextInt(1_000_001));
            check(type, size, cuts, () -> random.nextInt(1 << 22) - (1 << 21));
            check(type, size, cuts, random::nextLong);
            check(type, size, cuts, () -> random.nextInt(50_000) == 0 ? random.nextLong() : random.nextInt(1_000));
            long[] next = {-size / 2};
            check(type, size, cuts, () -> next[0]++);
        }
    }

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void shouldApplyFunctionsOnlyWhereTheyAreAskedFor(ElementType type) {
        MemorySegment values = segmentOf(type, LongStream.range(-5_000, 5_000).toArray(), 0);
        ElementFunction positive = function("positive", x -> {
            if (x <= 0) {
                throw new ArithmeticException("not positive");
            }
            return Long.MAX_VALUE / x;
        });
        long[] cuts = {0, 1_000};
        ScanSpec spec = new ScanSpec(type, cuts, true, true, List.of(positive), new long[]{0b010});
        assertThat(scan(vector, values, 0, 10_000, spec)).isEqualTo(scan(scalar, values, 0, 10_000, spec));
        ScanSpec failing = new ScanSpec(type, cuts, false, false, List.of(positive), new long[]{0b011});
        assertThatThrownBy(() -> scan(vector, values, 0, 10_000, failing)).isInstanceOfSatisfying(
                OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FUNCTION_FAILED))
                .hasMessageContaining("'positive' version 1").hasMessageContaining("x = -5000");
        assertThat(scan(vector, values, 0, 10_000, spec)).isEqualTo(scan(scalar, values, 0, 10_000, spec));
    }

    @Test
    @Timeout(60)
    void shouldKnowInEveryKernelOfTheProcessThatVectorsAreCompiled() {
        ScanSpec spec = new ScanSpec(ElementType.INT32, new long[]{1}, true, true, List.of());
        MemorySegment values = segmentOf(ElementType.INT32, new long[1 << 20], 0);
        TieredKernel first = new TieredKernel();
        while (!first.isVectorised(spec)) {
            first.rehearse(values, 0, 1 << 20, spec, new Partial(spec));
        }
        assertThat(new TieredKernel().isVectorised(spec)).isTrue();
    }

    private void check(ElementType type, int size, int cutCount, LongSupplier source) {
        long[] elements = new long[size + 3];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = clamp(type, source.getAsLong());
        }
        int misalignment = random.nextInt(2) * 4;
        MemorySegment values = segmentOf(type, elements, misalignment);
        long[] cuts = LongStream.generate(() -> random.nextInt(8) == 0 || size == 0
                ? source.getAsLong() + random.nextInt(3) - 1
                : elements[random.nextInt(size)]).limit(cutCount).sorted().distinct().toArray();
        boolean sums = random.nextBoolean();
        boolean extremes = random.nextBoolean();
        List<ElementFunction> functions = random.nextBoolean()
                ? List.of(function("identity", x -> x), function("parity", x -> x & 1))
                : List.of();
        ScanSpec spec = new ScanSpec(type, cuts, sums, extremes, functions);
        int start = random.nextInt(3);
        long[] expected = scan(scalar, values, start, start + size, spec);
        for (ScanKernel kernel : List.of(vector, cold(spec, Tiers.SCALAR_FIRST_NS), cold(spec, 0))) {
            assertThat(scan(kernel, values, start, start + size, spec))
                    .as("seed %d, %s, %s, %d elements from %d, %d cuts, sums %s, extremes %s", SEED, kernel, type, size,
                            start, cuts.length, sums, extremes)
                    .isEqualTo(expected);
        }
    }

    /** With no scalar time first, the second piece of a scan is vectorised. */
    private static ScanKernel cold(ScanSpec spec, long scalarFirstNs) {
        return new TieredKernel(new HashMap<>(Map.of(TieredKernel.Kind.of(spec), new Tiers(scalarFirstNs))));
    }

    private static long[] scan(ScanKernel kernel, MemorySegment values, long start, long end, ScanSpec spec) {
        Partial partial = new Partial(spec);
        long middle = start + (end - start) / 3;
        kernel.scan(values, start, middle, spec, partial);
        kernel.rehearse(values, middle, end, spec, partial);
        return partial.words();
    }

    private static long clamp(ElementType type, long x) {
        return Math.clamp(x, type.minValue(), type.maxValue());
    }

    private static MemorySegment segmentOf(ElementType type, long[] elements, int misalignment) {
        int width = type.widthBytes();
        MemorySegment segment = Arena.ofAuto().allocate((long) elements.length * width + misalignment, Long.BYTES)
                .asSlice(misalignment);
        for (int i = 0; i < elements.length; i++) {
            switch (type) {
                case INT32 -> segment.set(ElementType.INT32_LAYOUT, (long) i * width, (int) elements[i]);
                case INT64 -> segment.set(ElementType.INT64_LAYOUT, (long) i * width, elements[i]);
            }
        }
        return segment;
    }

    private static ElementFunction function(String name, LongUnaryOperator body) {
        return new ElementFunction() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int version() {
                return 1;
            }

            @Override
            public long apply(long x) {
                return body.applyAsLong(x);
            }
        };
    }
}
