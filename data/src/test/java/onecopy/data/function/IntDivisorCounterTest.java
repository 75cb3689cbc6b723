package onecopy.data.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IntDivisorCounterTest {
    private static final long SEED = 5;

    private final DivisorTable table = DivisorTable.sieved();
    private final IntDivisorCounter vectors = new IntDivisorCounter(table);
    private final LongDivisorCounter scalar = new LongDivisorCounter(table);

    @Test
    void shouldAgreeWithTheScalarCounterForAnyNumbers() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int count : new int[]{0, 1, 7, 8, 9, 15, 16, 17, 255, 256, 257, 511, 512, 513, 4098}) {
            check(IntStream.generate(() -> random.nextInt(1, Integer.MAX_VALUE)).limit(count).toArray());
            check(IntStream.generate(() -> random.nextInt(1, Integer.MAX_VALUE) >>> random.nextInt(31)).limit(count)
                    .map(x -> Math.max(x, 1)).toArray());
        }
        check(new int[]{Integer.MAX_VALUE, 1, 2, 1 << 30, 1_396_755_360, 735_134_400, 1_162_261_467, 1_220_703_125});
    }

    @Test
    void shouldAgreeWithASieveInWindows() {
        for (int first : new int[]{1, DivisorTable.LIMIT - 3_000, 141_420_761 - 3_000, 1 << 30,
            Integer.MAX_VALUE - 20_000}) {
            int[] numbers = IntStream.range(first, first + 20_001).toArray();
            assertThat(counted(numbers)).as("from %d", first).isEqualTo(sieved(first, numbers.length));
        }
    }

    @Test
    void shouldDivideOutEveryPowerOfASmallPrime() {
        check(Arrays.stream(SmallPrimes.PRIMES)
                .flatMap(p -> LongStream.iterate(p, power -> power <= Integer.MAX_VALUE, power -> power * p)
                        .mapToInt(power -> (int) power))
                .flatMap(n -> IntStream.rangeClosed(1, Math.min(40, Integer.MAX_VALUE / n)).map(i -> i * n)).toArray());
    }

    @Test
    void shouldSplitWhatIsLeftOfLargePrimes() {
        int[] primes = IntStream.range(503, 46_341).filter(n -> table.count(n) == 2).toArray();
        check(Arrays.stream(primes).map(p -> p * p).toArray());
        check(IntStream.range(1, primes.length).map(i -> primes[i] * primes[i - 1]).toArray());
        for (int p : new int[]{509, 521, 523, 1_283, 1_289, 1_291}) {
            check(Arrays.stream(primes).filter(q -> q <= Integer.MAX_VALUE / p).map(q -> p * q).toArray());
            check(Arrays.stream(primes)
                    .flatMap(q -> IntStream.of(p, q).filter(r -> (long) p * q * r <= Integer.MAX_VALUE)
                            .map(r -> p * q * r))
                    .toArray());
            check(IntStream.rangeClosed(1, 2_000).map(i -> p * (Integer.MAX_VALUE / p - i)).toArray());
        }
    }

    @Test
    void shouldNotTakePseudoprimesForPrimes() {
        FermatPseudoprimes pseudoprimes = new FermatPseudoprimes(table);
        assertThat(pseudoprimes.count()).isEqualTo(FermatPseudoprimes.COUNT);
        int[] found = pseudoprimes.toArray();
        assertThat(found).doesNotHaveDuplicates().contains(3_511 * 3_511, 617 * 661 * 1_013);
        assertThat(Arrays.stream(found)).noneMatch(Primality::isPrime);
        check(found);
    }

    private void check(int[] numbers) {
        assertThat(counted(numbers)).as("seed %d", SEED)
                .isEqualTo(Arrays.stream(numbers).map(n -> (int) scalar.count(n)).toArray());
    }

    private int[] counted(int[] numbers) {
        int[] counted = numbers.clone();
        vectors.countAll(counted, counted.length);
        return counted;
    }

    private static int[] sieved(int first, int count) {
        int[] divisors = new int[count];
        for (long d = 1; d * d < (long) first + count; d++) {
            long smallest = Math.max(d * d, (first + d - 1) / d * d);
            for (long multiple = smallest; multiple < (long) first + count; multiple += d) {
                divisors[(int) (multiple - first)] += multiple == d * d ? 1 : 2;
            }
        }
        return divisors;
    }
}
