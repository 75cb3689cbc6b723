package onecopy.service.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.coordinator.TestFleet;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.IdempotencyKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose coordinator is killed under them, or not there yet. */
@Timeout(180)
class LostCoordinatorTest {
    private static final long SEED = 77_003;
    private static final int DISTINCT = 500;
    private static final int REPETITIONS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ElementFunction DIVISORS = FunctionRegistry.of().require("divisors");

    @TempDir
    private Path folder;

    private TestFleet fleet;
    private BigInteger expected;
    private Batch batch;

    @BeforeEach
    void load() {
        fleet = new TestFleet(folder);
        long[] distinct = new Random(SEED).longs(DISTINCT, 1L << 40, Long.MAX_VALUE).toArray();
        expected = Arrays.stream(distinct).map(DIVISORS::apply).mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::add).multiply(BigInteger.valueOf(REPETITIONS));
        fleet.load("heavy",
                IntStream.range(0, DISTINCT * REPETITIONS).mapToLong(i -> distinct[i % DISTINCT]).toArray());
        batch = new Batch("heavy", List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf("divisors")))),
                PlanKind.SCAN, Duration.ofSeconds(100));
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    private static FutureTask<BatchAnswer> start(Callable<BatchAnswer> asking) {
        FutureTask<BatchAnswer> answer = new FutureTask<>(asking);
        Thread.ofVirtual().start(answer);
        return answer;
    }

    private Process serveAndAwait(FutureTask<BatchAnswer> asking) {
        Process service = fleet.startService("serve", "--workers", "1");
        TestFleet.await("the batch is computed", () -> {
            assertThat(asking.isDone()).as("the batch lasts long enough for this test").isFalse();
            return fleet.look().jobs().stream().anyMatch(job -> job.claimedChunks() > 0 && job.elements() > 4_096);
        });
        return service;
    }

    private void assertExact(BatchAnswer answer) {
        assertThat(answer.rangeAnswers().getFirst().values()).as("seed %d", SEED).containsExactly(expected);
    }

    @Test
    void shouldGiveThePatientTheExactAnswerAfterARestartAndTheOthersAnErrorAtOnce() throws Exception {
        OnecopyClient patient = OnecopyClient.connect(fleet.run(), PATIENCE);
        FutureTask<BatchAnswer> patientAnswer = start(() -> patient.query(batch));
        Process service = serveAndAwait(patientAnswer);
        OnecopyClient hasty = fleet.client();
        FutureTask<BatchAnswer> hastyAnswer = start(() -> hasty.query(batch));
        TestFleet.await("both run", () -> hasty.status().runningBatches() == 2);

        TestFleet.signal(service.pid(), "KILL");
        long killedNs = System.nanoTime();
        assertThatThrownBy(() -> hastyAnswer.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOfSatisfying(OnecopyException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.UNAVAILABLE);
                    assertThat(e.retryable()).isTrue();
                });
        assertThat(System.nanoTime() - killedNs).isLessThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(patientAnswer.isDone()).isFalse();

        fleet.startService("serve", "--workers", "1");
        assertExact(patientAnswer.get(100, TimeUnit.SECONDS));
        assertThat(hasty.status().answeredBatches()).as("a client finds the next coordinator").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 400_000})
    void shouldEndSoonAfterItsDeadlineWhereTheCoordinatorIsHalted(int queries) {
        Process service = fleet.startService("serve", "--workers", "1");
        OnecopyClient client = OnecopyClient.connect(fleet.run(), PATIENCE);
        assertThat(client.status().pid()).isEqualTo(service.pid());
        Batch hasty = new Batch("heavy", Collections.nCopies(queries, batch.queries().getFirst()), PlanKind.SCAN,
                Duration.ofSeconds(1));
        TestFleet.signal(service.pid(), "STOP");
        long startNs = System.nanoTime();

        assertThatThrownBy(() -> client.query(hasty))
                .isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT))
                .hasMessageContaining("has not answered within ").hasMessageContaining("it is halted");
        assertThat(System.nanoTime() - startNs).isLessThan(TimeUnit.SECONDS.toNanos(9));

        TestFleet.signal(service.pid(), "CONT");
        assertExact(client.query(batch));
    }

    @Test
    void shouldRepeatABatchOfTheCommandLineUnderItsKey() {
        TestFleet.Outcome nobody = fleet.run("query", "heavy", "--at-most", "7", "--wait", "200ms");
        assertThat(nobody.exitCode()).as(nobody.err()).isEqualTo(Fault.UNAVAILABLE.exitCode());
        assertThat(nobody.err()).contains("no coordinator runs in");
        fleet.startService("serve", "--workers", "1");
        TestFleet.Outcome first = fleet.run("query", "heavy", "--at-most", "7", "--format", "json", "--key", "k",
                "--wait",
                "30s");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(fleet.run("query", "heavy", "--at-most", "7", "--format", "json", "--key", "k").out())
                .as("to the microsecond it took").isEqualTo(first.out());
        TestFleet.Outcome other = fleet.run("query", "heavy", "--at-most", "8", "--key", "k");
        assertThat(other.exitCode()).isEqualTo(Fault.CONFLICT.exitCode());
        assertThat(other.err()).contains("the idempotency key 'k' belongs to another request");
        assertThat(fleet.run("query", "heavy", "--at-most", "8", "--key", "k k").exitCode()).isEqualTo(2);
    }

    @Test
    void shouldWaitForABusyCoordinatorAsLongAsItWasAskedTo() throws Exception {
        fleet.startService("serve", "--workers", "1", "--max-running", "1", "--max-waiting", "0");
        OnecopyClient hasty = fleet.client();
        FutureTask<BatchAnswer> running = start(() -> hasty.query(batch));
        TestFleet.await("it runs", () -> hasty.status().runningBatches() == 1);
        assertThatThrownBy(() -> hasty.query(batch, IdempotencyKey.random())).isInstanceOfSatisfying(
                OnecopyException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.BUSY);
                    assertThat(e.retryAfterMs()).isPositive();
                });
        TestFleet.Outcome refused = fleet.run("query", "heavy", "--at-most", "7");
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(75);
        assertThat(refused.err()).contains("the coordinator is busy: 1 batches run and 0 wait; try again in");
        FutureTask<BatchAnswer> waiting = start(() -> OnecopyClient.connect(fleet.run(), PATIENCE).query(batch));
        assertExact(running.get(100, TimeUnit.SECONDS));
        assertExact(waiting.get(100, TimeUnit.SECONDS));
    }
}
