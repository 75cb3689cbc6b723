package onecopy.data.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntDivisorCounterTest {
    private static final long SEED = 5;

    private final DivisorTable table = DivisorTable.sieved();
    private final IntDivisorCounter vectors = new IntDivisorCounter(table);
    private final LongDivisorCounter scalar = new LongDivisorCounter(table);

    @Test
    void shouldAgreeWithTheScalarCounterForAnyNumbers() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int count : new int[]{0, 1, 7, 8, 9, 15, 16, 17, 255, 256, 257, 4098}) {
            check(IntStream.generate(() -> random.nextInt(1, Integer.MAX_VALUE)).limit(count).toArray());
            check(IntStream.generate(() -> random.nextInt(1, Integer.MAX_VALUE) >>> random.nextInt(31)).limit(count)
                    .map(x -> Math.max(x, 1)).toArray());
        }
        check(IntStream.rangeClosed(Integer.MAX_VALUE - 5_000, Integer.MAX_VALUE - 1).toArray());
        check(new int[]{Integer.MAX_VALUE, 1, 2, 1 << 30, 1_396_755_360, 735_134_400, 1_162_261_467, 1_220_703_125});
    }

    @Test
    void shouldCountThreeForSquaresOfLargePrimesAndFourForTheirProducts() {
        int[] primes = IntStream.range(1_289, 46_341).filter(n -> table.count(n) == 2).toArray();
        check(Arrays.stream(primes).map(p -> p * p).toArray());
        check(IntStream.range(1, primes.length).map(i -> primes[i] * primes[i - 1]).toArray());
        check(Arrays.stream(primes).map(p -> p * 1291).filter(n -> n > 0).toArray());
    }

    @Test
    void shouldNotTakePseudoprimesForPrimes() {
        FermatPseudoprimes pseudoprimes = new FermatPseudoprimes(table);
        assertThat(pseudoprimes.count()).isEqualTo(FermatPseudoprimes.COUNT);
        int[] found = pseudoprimes.toArray();
        assertThat(found).contains(3_511 * 3_511);
        assertThat(Arrays.stream(found)).noneMatch(Primality::isPrime);
        check(found);
    }

    private void check(int[] numbers) {
        int[] counted = numbers.clone();
        vectors.countAll(counted, counted.length);
        assertThat(counted).as("seed %d", SEED)
                .isEqualTo(Arrays.stream(numbers).map(n -> (int) scalar.count(n)).toArray());
    }
}
