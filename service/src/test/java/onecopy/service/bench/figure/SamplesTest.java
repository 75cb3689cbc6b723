package onecopy.service.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void shouldTakeTheMiddleOfAnOddAndTheMeanOfTheMiddleTwoOfAnEvenNumber() {
        assertThat(new Samples(new double[]{9, 1, 5}).median()).isEqualTo(5);
        assertThat(new Samples(new double[]{9, 1, 5, 6}).median()).isEqualTo(5.5);
        assertThat(new Samples(new double[]{7}).median()).isEqualTo(7);
    }

    @Test
    void shouldPairSamplesOfTheSameRound() {
        Samples slow = new Samples(new double[]{20, 200, 2000});
        Samples fast = new Samples(new double[]{10, 100, 500});

        assertThat(slow.ratioTo(fast)).as("median of 2, 2 and 4, not 200 / 100 of different machines' moods")
                .isEqualTo(2);
        assertThat(fast.ratioTo(slow)).isEqualTo(0.5);
    }

    @Test
    void shouldRefuseToCompareDifferentNumbersOfRounds() {
        assertThatThrownBy(() -> new Samples(new double[]{1}).ratioTo(new Samples(new double[]{1, 2})))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("rounds=1, other rounds=2");
        assertThatThrownBy(() -> new Samples(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeTurnsAndTurnRoundAndForgetWarmups() throws InterruptedException {
        List<String> order = new ArrayList<>();
        long[] clock = {0};

        Map<String, Samples> samples = new Rounds().add("a", () -> {
            order.add("a");
            return ++clock[0];
        }).add("b", () -> {
            order.add("b");
            return ++clock[0];
        }).take(1, 2);

        assertThat(order).containsExactly("a", "b", "b", "a", "a", "b");
        assertThat(samples.get("a").values()).containsExactly(4, 5);
        assertThat(samples.get("b").values()).containsExactly(3, 6);
    }

    @Test
    void shouldRefuseTwoMeasurementsOfOneName() {
        assertThatThrownBy(() -> new Rounds().add("a", () -> 1).add("a", () -> 2))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("measured twice: a");
    }
}
