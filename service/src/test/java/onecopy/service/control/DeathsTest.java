package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeathsTest {
    private static final long APART_NS = Deaths.WINDOW_NS / 100;

    @Test
    void shouldBlameAChunkThatThreeWorkersDiedOver() {
        Deaths deaths = new Deaths(2);
        assertThat(deaths.note(1, 0, 0)).isEmpty();
        assertThat(deaths.note(1, 1, 2 * Deaths.WINDOW_NS)).isEmpty();
        assertThat(deaths.note(0, 0, 4 * Deaths.WINDOW_NS)).isEmpty();
        assertThat(deaths.note(1, 0, 6 * Deaths.WINDOW_NS)).hasValue(3);
        assertThat(deaths.count()).isEqualTo(4);
    }

    @Test
    void shouldBlameAJobThatKillsItsWorkersOverEverNewChunks() {
        Deaths deaths = new Deaths(100);
        for (int i = 0; i < 5; i++) {
            assertThat(deaths.note(i, i % 2, i * APART_NS)).isEmpty();
        }
        assertThat(deaths.note(5, 1, 5 * APART_NS)).hasValue(6);
    }

    @Test
    void shouldBearWithSomebodyWhoKillsAWholeFleetOnceOrAWorkerNowAndThen() {
        Deaths fleet = new Deaths(ControlLimits.WORKER_SLOTS);
        for (int slot = 0; slot < ControlLimits.WORKER_SLOTS; slot++) {
            assertThat(fleet.note(slot, slot, slot)).isEmpty();
        }
        Deaths batch = new Deaths(100);
        for (int i = 0; i < 100; i++) {
            assertThat(batch.note(i, i % 2, i * Deaths.WINDOW_NS / 4)).isEmpty();
        }
    }
}
