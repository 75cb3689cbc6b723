package onecopy.service.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.coordinator.Cancellation;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.Bins;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.TopQuery;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(60);

    private static Gate.Turn running(Gate gate, long weight) {
        return gate.enter(weight, WAIT_NS, new Cancellation()).orElseThrow();
    }

    private static FutureTask<Optional<Gate.Turn>> waiting(Gate gate, long weight, Cancellation end) {
        int before = gate.waiting();
        FutureTask<Optional<Gate.Turn>> turn = new FutureTask<>(() -> gate.enter(weight, WAIT_NS, end));
        Thread.ofVirtual().start(turn);
        TestFleet.await("it waits", () -> gate.waiting() > before);
        return turn;
    }

    private static void assertBusy(String why, Runnable asking) {
        assertThatThrownBy(asking::run).isInstanceOfSatisfying(OnecopyException.class, e -> {
            assertThat(e.fault()).isEqualTo(Fault.BUSY);
            assertThat(e.retryable()).isTrue();
            assertThat(e.retryAfterMs()).isBetween(20L, 10_000L);
            assertThat(e).hasMessageStartingWith("the coordinator is busy: " + why + "; try again in ");
        });
    }

    @Test
    void shouldRefuseAtOnceBeyondThoseThatRunAndWait() throws Exception {
        Gate gate = new Gate(new GateLimits(1, 1));
        Gate.Turn first = running(gate, 1);
        gate.requireRoom();
        FutureTask<Optional<Gate.Turn>> second = waiting(gate, 1, new Cancellation());
        assertBusy("1 batches run and 1 wait", gate::requireRoom);
        assertBusy("1 batches run and 1 wait", () -> running(gate, 1));
        first.close();
        second.get().orElseThrow().close();
        running(gate, 1).close();
        running(gate, 1).close();
    }

    @Test
    void shouldLetBatchesRunInTheOrderTheyCame() throws Exception {
        Gate gate = new Gate(new GateLimits(1, 10));
        Gate.Turn first = running(gate, 1);
        List<FutureTask<Optional<Gate.Turn>>> others = List.of(waiting(gate, 1, new Cancellation()),
                waiting(gate, 1, new Cancellation()), waiting(gate, 1, new Cancellation()));
        first.close();
        for (int i = 0; i < others.size(); i++) {
            Gate.Turn turn = others.get(i).get().orElseThrow();
            assertThat(others.subList(i + 1, others.size())).noneMatch(FutureTask::isDone);
            turn.close();
        }
    }

    @Test
    void shouldLetLightBatchesPassOneThatIsTooHeavyForNow() throws Exception {
        Gate gate = new Gate(GateLimits.DEFAULT);
        Gate.Turn heavy = running(gate, BatchWeight.HEAVY_TOGETHER - BatchWeight.LIGHT);
        FutureTask<Optional<Gate.Turn>> heavier = waiting(gate, 2 * BatchWeight.HEAVY_TOGETHER, new Cancellation());
        FutureTask<Optional<Gate.Turn>> patient = waiting(gate, BatchWeight.LIGHT + 1, new Cancellation());
        running(gate, BatchWeight.LIGHT).close();
        assertThat(heavier.isDone() || patient.isDone()).isFalse();
        heavy.close();
        Gate.Turn alone = heavier.get().orElseThrow();
        assertThat(patient.isDone()).isFalse();
        alone.weigh(BatchWeight.LIGHT);
        patient.get().orElseThrow().close();
        alone.close();
        alone.close();
        running(gate, BatchWeight.HEAVY_TOGETHER).close();
    }

    @Test
    void shouldRefuseABatchThatTurnsOutTooHeavy() {
        Gate gate = new Gate(new GateLimits(2, 1));
        try (Gate.Turn _ = running(gate, BatchWeight.HEAVY_TOGETHER); Gate.Turn light = running(gate, 1)) {
            light.weigh(BatchWeight.LIGHT);
            assertBusy("large batches take all the memory that there is for them",
                    () -> light.weigh(BatchWeight.LIGHT + 1));
        }
        running(gate, BatchWeight.HEAVY_TOGETHER).close();
    }

    @Test
    void shouldEndTheWaitingOfWhoeverGivesUp() throws Exception {
        Gate gate = new Gate(new GateLimits(1, 2));
        Gate.Turn first = running(gate, 1);
        Cancellation end = new Cancellation();
        FutureTask<Optional<Gate.Turn>> second = waiting(gate, 1, end);
        end.request("a test");
        assertThatThrownBy(second::get).hasRootCauseMessage("the batch was cancelled: a test");
        assertThat(gate.enter(1, 1_000_000, new Cancellation())).isEmpty();
        assertThat(gate.waiting()).isZero();
        first.close();
        running(gate, 1).close();
    }

    @Test
    void shouldWeighWhatIsAskedAndAnswered() {
        Batch batch = new Batch("d",
                List.of(new RangeQuery(Range.ALL, List.of(Aggregate.COUNT)), new TopQuery(1_000),
                        new HistogramQuery(new Bins.EqualWidth(20), List.of(Aggregate.COUNT)),
                        new HistogramQuery(Bins.Edges.of(1, 2, 3), List.of(Aggregate.COUNT))),
                PlanKind.AUTO, Duration.ofSeconds(1));
        assertThat(BatchWeight.of(batch)).isEqualTo(4 + 1_000 + 20 + 3);
    }

    @Test
    void shouldKeepItsLimitsWithinReason() {
        assertThat(GateLimits.DEFAULT).isEqualTo(new GateLimits(16, 1_024));
        assertThatThrownBy(() -> new GateLimits(17, 1)).hasMessage("batches running at a time must be 1 to 16, not 17");
        assertThatThrownBy(() -> new GateLimits(0, 1)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> new GateLimits(1, -1)).hasMessage("batches waiting must be 0 to 16384, not -1");
    }
}
