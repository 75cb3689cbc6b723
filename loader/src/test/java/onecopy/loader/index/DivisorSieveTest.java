package onecopy.loader.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import onecopy.data.function.Divisors;
import org.junit.jupiter.api.Test;

class DivisorSieveTest {
    private static final long SEED = 13;

    @Test
    void shouldCountLikeTheFunctionAcrossWindows() {
        Divisors divisors = new Divisors();
        DivisorSieve sieve = new DivisorSieve();
        for (long first : new long[]{1, 32_700, 65_500, (1L << 31) - 40_000, (1L << 31), (1L << 34) - 3,
            1_000_000_000_000L}) {
            for (long number = first; number < first + 70_000; number += number < 200_000 ? 1 : 257) {
                assertThat(sieve.divisors(number)).as("number=" + number).isEqualTo(divisors.apply(number));
            }
        }
    }

    @Test
    void shouldCountInAnyOrder() {
        SplittableRandom random = new SplittableRandom(SEED);
        Divisors divisors = new Divisors();
        DivisorSieve sieve = new DivisorSieve();
        for (int i = 0; i < 200; i++) {
            long number = random.nextLong(1, DivisorSieve.LIMIT) >>> random.nextInt(39);
            if (number > 0) {
                assertThat(sieve.divisors(number)).as("number=" + number + ", seed=" + SEED)
                        .isEqualTo(divisors.apply(number));
            }
        }
    }
}
