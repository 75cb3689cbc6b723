package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fleets begin, change and end; every process is started as a user would. */
class FleetLifeTest {
    private static final Batch BATCH = new Batch("worked",
            List.of(new RangeQuery(Range.atMost(7), List.of(Aggregate.COUNT, Aggregate.sumOf("divisors")))),
            PlanKind.AUTO,
            Duration.ofSeconds(50));

    @TempDir
    private Path folder;

    private TestFleet fleet;

    @BeforeEach
    void load() {
        fleet = new TestFleet(folder);
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
    }

    @AfterEach
    void kill() {
        fleet.close();
    }

    private void assertAnswers() {
        assertThat(fleet.client().query(BATCH).rangeAnswers().getFirst().values()).hasToString("[3, 9]");
    }

    @Test
    void shouldServeAskAndStopFromTheCommandLineAndLeaveNothing() throws Exception {
        Process service = fleet.startService("serve", "--workers", "2");
        List<ProcessHandle> workers = service.children().toList();
        TestFleet.Outcome answer = fleet.run("query", "worked", "--at-most", "7", "--aggregate", "count,divisors",
                "--format", "csv");
        assertThat(answer).isEqualTo(new TestFleet.Outcome(0, "from,to,count,divisors\n,7,3,9\n", ""));
        TestFleet.Outcome stop = fleet.run("stop");
        assertThat(stop.exitCode()).isZero();
        assertThat(stop.out()).startsWith("stopped coordinator " + service.pid() + " and 2 workers");
        assertThat(service.waitFor(5, TimeUnit.SECONDS)).as("has ended, and its status can be read").isTrue();
        assertThat(service.exitValue()).isZero();
        assertThat(workers).hasSize(2).noneMatch(ProcessHandle::isAlive);
        assertThat(fleet.run().path()).doesNotExist();
        TestFleet.Outcome again = fleet.run("stop");
        assertThat(again.exitCode()).isEqualTo(Fault.UNAVAILABLE.exitCode());
        assertThat(again.err()).isEqualTo("onecopy: no coordinator runs in " + fleet.run().path()
                + "; start one with 'onecopy serve'\n");
    }

    @Test
    void shouldShareOneTableOfDivisorsAmongTheWorkers() throws Exception {
        fleet.startWhole();
        Process service = fleet.startService("serve", "--workers", "2");
        assertAnswers();
        for (ProcessHandle worker : service.children().toList()) {
            String maps = Files.readString(Path.of("/proc/" + worker.pid() + "/maps"));
            assertThat(maps).containsPattern("r--s .* " + fleet.run().divisorsFile());
        }
    }

    @Test
    void shouldLeaveNothingAfterASignal() throws Exception {
        Process service = fleet.startService("serve", "--workers", "1");
        List<ProcessHandle> workers = service.children().toList();
        service.destroy();
        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(workers).hasSize(1).noneMatch(ProcessHandle::isAlive);
        assertThat(fleet.run().path()).doesNotExist();
    }

    @Test
    void shouldGoOnWithTheSameWorkersAfterTheCoordinatorWasKilled() {
        Process worker = fleet.startWorker();
        Process first = fleet.startService("coordinator");
        TestFleet.await("the worker joins", () -> fleet.client().status().workers().contains(worker.pid()));
        assertAnswers();
        first.destroyForcibly();
        TestFleet.await("the coordinator is gone", () -> !first.isAlive());
        assertThatThrownBy(() -> fleet.client().status()).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.UNAVAILABLE));
        fleet.startService("coordinator");
        TestFleet.await("the worker joins again", () -> fleet.client().status().workers().contains(worker.pid()));
        assertAnswers();
    }

    @Test
    void shouldTellAtOnceThatNoWorkerIsThere() {
        fleet.startService("coordinator");
        assertThatThrownBy(() -> fleet.client().query(BATCH)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.UNAVAILABLE)).hasMessage(
                        "no worker is attached; start one "
                                + "with 'onecopy worker', or the whole service with 'onecopy serve'");
    }

    @Test
    void shouldRefuseASecondCoordinatorAndATakenPort() throws Exception {
        Process first = fleet.startService("coordinator");
        TestFleet.Outcome second = fleet.run("coordinator");
        assertThat(second.exitCode()).isEqualTo(Fault.CONFLICT.exitCode());
        assertThat(second.err()).contains("another coordinator (process " + first.pid() + ") runs in");
        assertThat(fleet.client().status().pid()).isEqualTo(first.pid());
        try (TestFleet other = new TestFleet(Files.createDirectory(folder.resolve("other")));
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TestFleet.Outcome third = other.run("coordinator", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(third.exitCode()).isEqualTo(Fault.CONFLICT.exitCode());
            assertThat(third.err()).contains("cannot listen on port " + taken.getLocalPort());
            assertThat(other.run().path()).doesNotExist();
        }
    }
}
