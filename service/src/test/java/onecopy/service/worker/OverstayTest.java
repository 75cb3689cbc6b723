package onecopy.service.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverstayTest {
    private static final long JOB = 7;

    private final Overstay overstay = new Overstay();

    /** {@return after how many looks it was too long} */
    private int looks(boolean inFunction) {
        return IntStream.iterate(1, i -> i + 1).filter(_ -> overstay.note(JOB, inFunction)).findFirst().orElseThrow();
    }

    @Test
    void shouldGiveUpSoonOnAFunctionAndLateOnAnythingElse() {
        assertThat(looks(true)).isEqualTo(1 + Overstay.LOOKS_IN_FUNCTION);
        overstay.end();
        assertThat(looks(false)).isEqualTo(1 + Overstay.LOOKS_ANYWHERE);
    }

    @Test
    void shouldCountTheLooksInAFunctionOnlyWhileTheyFollowEachOther() {
        for (int i = 0; i < Overstay.LOOKS_ANYWHERE; i++) {
            assertThat(overstay.note(JOB, i % Overstay.LOOKS_IN_FUNCTION != 0)).as("look %d", i).isFalse();
        }
        assertThat(overstay.note(JOB, false)).isTrue();
    }

    @Test
    void shouldBeginAnewWithEachJob() {
        for (int job = 1; job < 100; job++) {
            assertThat(overstay.note(job, true)).isFalse();
            assertThat(overstay.note(job, true)).isFalse();
        }
    }
}
