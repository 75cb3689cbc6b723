package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A service of three workers, one of which falls silent or dies in the middle of a batch. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LostWorkerTest {
    private static final long SEED = 52_009;
    private static final int DISTINCT = 500;
    private static final int REPETITIONS = 100;
    private static final int WORKERS = 3;
    private static final ElementFunction DIVISORS = FunctionRegistry.of().require("divisors");

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static Process service;
    private static BigInteger expected;

    @BeforeAll
    static void serve() {
        fleet = new TestFleet(folder);
        long[] distinct = new Random(SEED).longs(DISTINCT, 1L << 40, Long.MAX_VALUE).toArray();
        expected = Arrays.stream(distinct).map(DIVISORS::apply).mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::add).multiply(BigInteger.valueOf(REPETITIONS));
        fleet.load("heavy",
                IntStream.range(0, DISTINCT * REPETITIONS).mapToLong(i -> distinct[i % DISTINCT]).toArray());
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
        service = fleet.startService("serve", "--workers", Integer.toString(WORKERS));
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static Batch divisors(String dataset, Range range) {
        return new Batch(dataset, List.of(new RangeQuery(range, List.of(Aggregate.sumOf("divisors")))), PlanKind.AUTO,
                Duration.ofSeconds(50));
    }

    private static void assertExact(RunningBatch batch) throws InterruptedException {
        assertThat(batch.answer().rangeAnswers().getFirst().values()).as("seed %d", SEED).containsExactly(expected);
    }

    private static void assertAnswersTheWorkedExample() {
        assertThat(fleet.client().query(divisors("worked", Range.atMost(7))).rangeAnswers().getFirst().values())
                .containsExactly(BigInteger.valueOf(9));
    }

    private static WorkerSnapshot lookAt(long pid) {
        return fleet.look().workers().stream().filter(worker -> worker.pid() == pid).findFirst().orElseThrow();
    }

    @Test
    void shouldAnswerExactlyBesideASilentWorkerAndAfterItsReturn() throws Exception {
        List<Long> before = fleet.client().status().workers();
        RunningBatch batch = RunningBatch.start(fleet, divisors("heavy", Range.ALL));
        WorkerSnapshot silent = batch.computingWorker();
        TestFleet.signal(silent.pid(), "STOP");
        try {
            assertThat(batch.isDone()).as("stopped in the middle").isFalse();
            assertExact(batch);
            assertAnswersTheWorkedExample();
        } finally {
            TestFleet.signal(silent.pid(), "CONT");
        }
        TestFleet.await("it ticks again", () -> lookAt(silent.pid()).heartbeats() > silent.heartbeats());
        long chunks = lookAt(silent.pid()).chunks();
        while (lookAt(silent.pid()).chunks() == chunks) {
            assertExact(RunningBatch.start(fleet, divisors("heavy", Range.ALL)));
        }
        assertThat(fleet.client().status().workers()).as("nobody was replaced").isEqualTo(before);
    }

    @Test
    void shouldAnswerExactlyWhereOneOfThreeWorkersIsKilledAndReplaceIt() throws Exception {
        List<Long> before = fleet.client().status().workers();
        assertThat(before).hasSize(WORKERS);
        RunningBatch batch = RunningBatch.start(fleet, divisors("heavy", Range.ALL));
        long victim = batch.computingWorker().pid();
        TestFleet.signal(victim, "KILL");
        assertThat(batch.isDone()).as("killed in the middle").isFalse();
        assertExact(batch);
        TestFleet.await("a replacement joins", () -> {
            List<Long> now = fleet.client().status().workers();
            return now.size() == WORKERS && !now.contains(victim);
        });
        assertThat(fleet.client().status().workers()).as("only one was replaced")
                .containsAll(before.stream().filter(pid -> pid != victim).toList());
        assertThat(fleet.err(service))
                .containsPattern("worker " + victim + " was killed by SIGKILL; worker \\d+ replaces");
        assertAnswersTheWorkedExample();
    }
}
