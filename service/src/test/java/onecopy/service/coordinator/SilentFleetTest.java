package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** All workers of a service are halted: whoever balances load must hear of it, and that they go on. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SilentFleetTest {
    private static final Batch BATCH = new Batch("worked",
            List.of(new RangeQuery(Range.atMost(7), List.of(Aggregate.COUNT))), PlanKind.SCAN, Duration.ofSeconds(50));

    @TempDir
    private Path folder;

    @Test
    void shouldNotCountWorkersThatAreSilentUntilTheyAreHeardAgain() throws Exception {
        try (TestFleet fleet = new TestFleet(folder)) {
            fleet.load("worked", 4, 7, 6, 8, 11, 9);
            fleet.startService("serve", "--workers", "2");
            assertThat(ask(fleet, "ready").statusCode()).isEqualTo(200);
            List<Long> workers = fleet.client().status().workers();
            TestFleet.signal(workers.getFirst(), "STOP");
            TestFleet.await("one is missing", () -> ask(fleet, "health").body().contains("\"present\":1"));
            assertThat(ask(fleet, "health").body()).contains("\"status\":\"degraded\"");
            assertThat(ask(fleet, "ready").statusCode()).as("the other is there").isEqualTo(200);
            TestFleet.signal(workers.getLast(), "STOP");
            TestFleet.await("the service is not ready", () -> ask(fleet, "ready").statusCode() == 503);
            assertThat(ask(fleet, "ready").body()).contains("\"status\":\"not_ready\"", "\"present\":0")
                    .containsPattern("\"reason\":\"2 of 2 workers have been silent for \\d+ s");
            assertThat(ask(fleet, "health").body()).contains("\"status\":\"degraded\"", "\"present\":0");
            assertThatThrownBy(() -> fleet.client().query(new Batch(BATCH.dataset(), BATCH.queries(), PlanKind.SCAN,
                    Duration.ofSeconds(1)))).isInstanceOfSatisfying(OnecopyException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT))
                    .hasMessageContaining("2 of 2 workers have been silent for ");
            FutureTask<BatchAnswer> waiting = new FutureTask<>(() -> fleet.client().query(BATCH));
            Thread.ofVirtual().start(waiting);
            workers.forEach(worker -> TestFleet.signal(worker, "CONT"));
            assertThat(waiting.get(20, TimeUnit.SECONDS).rangeAnswers().getFirst().values())
                    .as("a batch waits for workers that go on").hasToString("[3]");
            TestFleet.await("both count again", () -> ask(fleet, "health").body().contains("\"status\":\"ok\""));
            assertThat(ask(fleet, "ready").statusCode()).isEqualTo(200);
            assertThat(fleet.client().status().workers()).as("nobody was replaced").isEqualTo(workers);
        }
    }

    private static HttpResponse<String> ask(TestFleet fleet, String what) {
        try {
            return HealthCall.to(fleet, what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
