package onecopy.service.torture.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import onecopy.data.fault.Fault;
import onecopy.service.torture.client.Tally;
import onecopy.service.torture.fault.FaultKind;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scripts add up the parts of a campaign by these names. */
class ReportJsonTest {
    private static RunResult result(int number, int recoveryMs) {
        Tally.Counts counts = new Tally.Counts(3, 2, Map.of(Fault.CORRUPT, 1L), 0, 0, List.of());
        return new RunResult(number, 100 + number, "few numbers", List.of(FaultKind.HALT_LOADER_LONG), counts,
                List.of(),
                Duration.ofMillis(recoveryMs), Duration.ofSeconds(1), Optional.empty());
    }

    private static JsonNode report(int from, int made, int of) {
        List<RunResult> results = IntStream.range(from, from + made).mapToObj(number -> result(number, number * 10))
                .toList();
        return new JsonMapper().readTree(ReportJson.of(new TortureReport(7, from, of, results, Duration.ofSeconds(9),
                List.of("no missing permission: root may read everything"))));
    }

    @Test
    void shouldSayHowManyRunsOfHowManyWereMade() {
        JsonNode part = report(4, 2, 10);

        assertThat(part.get("made").asInt()).isEqualTo(2);
        assertThat(part.get("of").asInt()).isEqualTo(10);
        assertThat(part.get("from").asInt()).isEqualTo(4);
        assertThat(part.get("next").asInt()).isEqualTo(6);
        assertThat(report(6, 4, 10).has("next")).isFalse();
    }

    @Test
    void shouldNameTheRunInWhichACoordinatorWasMissingForLongest() {
        JsonNode part = report(4, 2, 10);

        assertThat(part.get("slowest_restart_ms").asInt()).isEqualTo(50);
        assertThat(part.get("slowest_restart_seed").asInt()).isEqualTo(105);
        assertThat(report(0, 1, 1).has("slowest_restart_ms")).isFalse();
    }

    @Test
    void shouldKeepItsNames() {
        assertThat(report(4, 2, 10).propertyNames()).containsExactly("seed", "from", "made", "of", "runs", "next",
                "failed_runs", "batches", "exact", "typed", "wrong", "hangs", "unexpected", "leaks", "injected",
                "slowest_restart_ms", "slowest_restart_seed", "elapsed_ms", "shortcomings", "failures");
    }
}
