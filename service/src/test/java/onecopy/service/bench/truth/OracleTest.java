package onecopy.service.bench.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import onecopy.data.ElementType;
import onecopy.service.query.Range;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static final long SEED = 7;

    @Test
    void shouldAnswerTheWorkedExample() {
        MemorySegment values = MemorySegment.ofArray(new int[]{4, 7, 6, 8, 11, 9});
        Truth truth = new Truth(3, BigInteger.valueOf(17), BigInteger.valueOf(9));

        assertThat(PlainLoop.truth(values, ElementType.INT32, Range.atMost(7), true)).isEqualTo(truth);
        assertThat(Histogram.of(values, ElementType.INT32, 4, 11).truth(Range.atMost(7), true)).isEqualTo(truth);
    }

    @Test
    void shouldCountOneDivisorForEveryValueBelowOne() {
        MemorySegment values = MemorySegment.ofArray(new long[]{-5, 0, Long.MIN_VALUE, 1, 12});

        assertThat(PlainLoop.truth(values, ElementType.INT64, Range.ALL, true).divisors()).isEqualTo(10);
    }

    @Test
    void shouldSumBeyond64Bits() {
        MemorySegment values = MemorySegment.ofArray(new long[]{Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1});

        assertThat(PlainLoop.truth(values, ElementType.INT64, Range.atLeast(1), false).sum())
                .isEqualTo(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1));
        assertThat(PlainLoop.truth(values, ElementType.INT64, Range.ALL, false).sum())
                .isEqualTo(BigInteger.valueOf(Long.MAX_VALUE).subtract(BigInteger.TWO));
    }

    @Test
    void shouldFindTheSameByHistogramAndByLoop() {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] numbers = random.ints(5000, -300, 700).toArray();
        MemorySegment values = MemorySegment.ofArray(numbers);
        Histogram histogram = Histogram.of(values, ElementType.INT32, -300, 699);

        LongStream.of(-301, -300, -1, 0, 1, 350, 699, 700).forEach(n -> assertThat(
                histogram.truth(Range.atMost(n), true)).as("at most %s, seed %s", n, SEED)
                .isEqualTo(PlainLoop.truth(values, ElementType.INT32, Range.atMost(n), true)));
    }
}
