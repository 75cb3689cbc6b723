package onecopy.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import onecopy.data.fault.OnecopyException;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a service that was told nothing about logging. */
class TextLogTest {
    @Test
    void shouldTellOfFailedBatchesAndKeepQuietAboutTheOthers(@TempDir Path folder) {
        try (TestFleet fleet = new TestFleet(folder)) {
            fleet.load("worked", 4, 7, 6, 8, 11, 9);
            Process service = fleet.startService("coordinator");
            Batch good = new Batch("worked", List.of(), PlanKind.AUTO, Duration.ofSeconds(30));
            fleet.client().query(good);
            assertThatThrownBy(() -> fleet.client().query(new Batch("nix", List.of(), PlanKind.AUTO, good.timeout())))
                    .isInstanceOf(OnecopyException.class);

            TestFleet.await("the log tells of the failure", () -> fleet.err(service).contains("nix"));
            assertThat(fleet.err(service).lines()).singleElement().asString().matches(
                    "[\\d:.]+ INFO batch=\"?[0-9a-f]{16}\"? .*dataset=\"?nix\"? .*outcome=\"?not_found\"? .*nix.*");
        }
    }

    @Test
    void shouldUnderstandThatZeroLogsEverything() {
        LogOptions.SlowConverter converter = new LogOptions.SlowConverter();
        assertThat(converter.convert("0s")).isZero();
        assertThat(converter.convert("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThatThrownBy(() -> converter.convert("fast")).isInstanceOf(OnecopyException.class);
    }
}
