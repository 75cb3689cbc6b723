package onecopy.service.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class TrialDivisionTest {
    @Test
    void shouldCountDivisorsAsTheOriginalDoes() {
        assertThat(new int[]{TrialDivision.divisors(-3), TrialDivision.divisors(0), TrialDivision.divisors(1),
            TrialDivision.divisors(2), TrialDivision.divisors(36), TrialDivision.divisors(720_720)})
                .containsExactly(1, 1, 1, 2, 9, 240);
    }

    @Test
    void shouldNotOverflowWhereTheOriginalDoes() {
        assertThat(TrialDivision.divisors(Integer.MAX_VALUE)).isEqualTo(2);
        assertThat(TrialDivision.divisors(46_340 * 46_340)).isEqualTo(135);
    }

    @Test
    void shouldTakeItsSampleAllOverTheData() {
        MemorySegment values = MemorySegment.ofArray(new int[]{2, 99, 3, 99, 4, 99});

        assertThat(TrialDivision.over(values, 6, 3).run()).containsExactly(2 + 2 + 3, 3);
        assertThat(TrialDivision.over(values, 6, 100).run()[1]).isEqualTo(6);
    }
}
