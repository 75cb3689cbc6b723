package onecopy.service.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunMinimaTest {
    private static final long SEED = 20_261_130;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, 9, 63, 64, 65})
    void shouldFindTheLeastOfEveryRun(int count) {
        long[] numbers = new Random(SEED + count).longs(count).toArray();
        RunMinima minima = new RunMinima(numbers);
        for (int first = 0; first < count; first++) {
            for (int end = first + 1; end <= count; end++) {
                assertThat(minima.of(first, end)).as("%d to %d", first, end)
                        .isEqualTo(Arrays.stream(numbers, first, end).min().orElseThrow());
            }
        }
    }
}
