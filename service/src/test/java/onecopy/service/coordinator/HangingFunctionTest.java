package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.Quarantined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's function that does not return for some values, and one that is only slow: the fleet goes on. */
class HangingFunctionTest {
    private static final int WORKERS = 2;
    private static final int ELEMENTS = 4_000;
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final long ASKING_NS = TimeUnit.SECONDS.toNanos(10);
    /** Longer than a worker stays with a job that is over. */
    private static final long HALTED_NS = TimeUnit.SECONDS.toNanos(5);
    private static final Pattern STUCK = Pattern.compile("ended with exit code 75");

    @TempDir
    private Path folder;

    private TestFleet fleet;
    private Process service;

    @BeforeEach
    void serve() throws IOException {
        fleet = new TestFleet(folder);
        fleet.load("poisoned", LongStream.range(0, ELEMENTS).map(i -> i % 500 == 250 ? 13 : i + 100).toArray());
        fleet.load("slow", LongStream.range(0, ELEMENTS).map(_ -> 20_000_000).toArray());
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
        Path jar = PluginJar.of(folder, "Waits", """
                long sinceNs = System.nanoTime();
                while (x == 13 || System.nanoTime() - sinceNs < x) { Thread.onSpinWait(); }
                return 2;
                """);
        service = fleet.startService("serve", "--workers", Integer.toString(WORKERS), "--plugins", jar.toString(),
                "--chunks", "static");
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    private static Batch batch(String dataset, String function, Duration timeout) {
        return new Batch(dataset, List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf(function)))),
                PlanKind.SCAN, timeout);
    }

    private OnecopyException failure(Batch batch) {
        return catchThrowableOfType(OnecopyException.class, () -> fleet.client().query(batch));
    }

    private void assertOthersAreAnswered() {
        assertThat(fleet.client().query(batch("worked", "divisors", LONG)).rangeAnswers().getFirst().values())
                .hasToString("[18]");
    }

    private long stuckWorkers() {
        return STUCK.matcher(fleet.err(service)).results().count();
    }

    @Test
    void shouldShutAFunctionAwayThatDoesNotReturnAndKeepTheFleet() throws Exception {
        assertOthersAreAnswered();
        FutureTask<OnecopyException> patient = new FutureTask<>(() -> failure(batch("poisoned", "waits", LONG)));
        assertThat(failure(batch("poisoned", "waits", SHORT)).fault()).isEqualTo(Fault.TIMEOUT);
        Thread.ofVirtual().start(patient);
        TestFleet.await("the function is in quarantine", () -> !fleet.client().status().quarantine().isEmpty());
        assertNamed();
        long endNs = System.nanoTime() + ASKING_NS;
        while (System.nanoTime() - endNs < 0) {
            assertThat(failure(batch("poisoned", "waits", SHORT))).hasMessageContainingAll("'waits'", "quarantine",
                    "did not return").returns(Fault.FUNCTION_FAILED, OnecopyException::fault);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        assertThat(patient.get(10, TimeUnit.SECONDS)).as("who waits with the same function is told")
                .returns(Fault.FUNCTION_FAILED, OnecopyException::fault);
        assertThat(stuckWorkers()).isBetween(1L, 2L * WORKERS);
        TestFleet.await("the workers are replaced", () -> fleet.client().status().workers().size() == WORKERS);
        assertOthersAreAnswered();
        assertThat(fleet.err(service)).doesNotContain("died young");
    }

    private void assertNamed() throws Exception {
        assertThat(fleet.client().status().quarantine()).singleElement().satisfies(refused -> {
            assertThat(refused.name()).isEqualTo("function 'waits'");
            assertThat(refused.code()).isEqualTo("function_failed");
            assertThat(refused.dataset()).isEqualTo("poisoned");
        });
        assertThat(fleet.run("stat").out()).contains("function 'waits'");
        assertThat(fleet.run("doctor").out()).contains("function 'waits'");
        assertThat(HealthCall.to(fleet, "health").body()).contains("degraded", "\"waits\"", "did not return");
    }

    /** 80 s of work, an element at a time. */
    @Test
    void shouldNotTakeASlowFunctionForOneThatDoesNotReturn() {
        List<Long> before = fleet.client().status().workers();
        for (int i = 0; i < 3; i++) {
            assertThat(failure(batch("slow", "waits", SHORT)).fault()).isEqualTo(Fault.TIMEOUT);
        }
        LockSupport.parkNanos(HALTED_NS);
        assertThat(fleet.client().status().workers()).isEqualTo(before);
        assertThat(fleet.client().status().quarantine()).isEmpty();
    }

    @Test
    void shouldNotBlameTheFunctionOfAWorkerThatWasHaltedAndKilled() throws Exception {
        FutureTask<OnecopyException> running = new FutureTask<>(
                () -> failure(batch("slow", "waits", Duration.ofSeconds(2))));
        Thread.ofVirtual().start(running);
        WorkerSnapshot[] halted = new WorkerSnapshot[1];
        TestFleet.await("a worker computes", () -> {
            halted[0] = fleet.look().workers().stream().filter(worker -> worker.jobSlot() >= 0).findFirst()
                    .orElse(null);
            return halted[0] != null;
        });
        TestFleet.signal(halted[0].pid(), "STOP");
        assertThat(running.get(10, TimeUnit.SECONDS).fault()).isEqualTo(Fault.TIMEOUT);
        LockSupport.parkNanos(HALTED_NS);
        TestFleet.signal(halted[0].pid(), "KILL");
        TestFleet.await("it is replaced", () -> !fleet.client().status().workers().contains(halted[0].pid())
                && fleet.client().status().workers().size() == WORKERS);
        assertThat(fleet.client().status().quarantine()).extracting(Quarantined::name).isEmpty();
        assertOthersAreAnswered();
        assertThatThrownBy(() -> fleet.client().query(batch("slow", "waits", SHORT)))
                .isInstanceOfSatisfying(OnecopyException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.TIMEOUT));
    }
}
