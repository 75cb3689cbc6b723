package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SpareAreasTest {
    private static final int FIRST = 5;

    private final WorkerSlot sleeper = new WorkerSlot(new UnsafeBuffer(new byte[1 << 16]), 3);
    private final SpareAreas spares = new SpareAreas(FIRST);

    @Test
    void shouldOfferTheSameAreaUntilItIsTaken() {
        for (int look = 0; look < 100; look++) {
            assertThat(spares.next()).as("a full disk, look %d", look).isEqualTo(FIRST);
        }
        assertThat(spares.handedOut()).isZero();
        spares.exchange(0, sleeper, sleeper.engagement());
        assertThat(spares.next()).isEqualTo(FIRST + 1);
        assertThat(spares.handedOut()).isEqualTo(1);
    }

    @Test
    void shouldLetAnAreaRestUntilItsWorkerHasMovedOn() {
        long hazard = sleeper.engage(Engagement.NONE, 0);
        spares.exchange(0, sleeper, sleeper.engagement());
        assertThat(spares.next()).isEqualTo(FIRST + 1);
        long _ = sleeper.endEngagement(hazard);
        assertThat(spares.next()).isZero();
        spares.exchange(1, sleeper, sleeper.engagement());
        assertThat(spares.next()).isEqualTo(FIRST + 1);
    }
}
