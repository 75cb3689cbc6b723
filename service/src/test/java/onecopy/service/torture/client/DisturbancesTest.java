package onecopy.service.torture.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import onecopy.data.fault.Fault;
import onecopy.service.torture.client.Disturbances.Disturbance;
import org.junit.jupiter.api.Test;

/** A disturbance that excuses too much would hide what a torture is for. */
class DisturbancesTest {
    private final Disturbances disturbances = new Disturbances();

    @Test
    void shouldAllowNothingWhereNothingIsDone() {
        assertThat(disturbances.allowed("a", System.nanoTime())).isEmpty();
    }

    @Test
    void shouldAllowWhatADisturbanceAllowsWhileItLasts() {
        long before = System.nanoTime();
        Disturbance disturbance = disturbances.begin(Set.of(Fault.TIMEOUT));

        assertThat(disturbances.allowed("a", before)).containsExactly(Fault.TIMEOUT);
        assertThat(disturbances.allowed("a", System.nanoTime())).containsExactly(Fault.TIMEOUT);

        disturbance.end();
        assertThat(disturbances.allowed("a", before)).containsExactly(Fault.TIMEOUT);
        assertThat(disturbances.allowed("a", System.nanoTime() + 1)).isEmpty();
    }

    @Test
    void shouldNotExcuseOtherDatasets() {
        var _ = disturbances.begin("a", Set.of(Fault.CORRUPT));

        assertThat(disturbances.allowed("a", System.nanoTime())).containsExactly(Fault.CORRUPT);
        assertThat(disturbances.allowed("b", System.nanoTime())).isEmpty();
    }
}
