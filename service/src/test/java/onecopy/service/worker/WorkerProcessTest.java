package onecopy.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.control.Eventually;
import onecopy.service.control.FleetReader;
import onecopy.service.control.JobHandle;
import onecopy.service.control.WorkerSnapshot;
import onecopy.service.scan.Partial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes: joining, leaving, dying and misbehaving while batches run. */
class WorkerProcessTest {
    /** The goal is 40 MiB with the class archives of an installation, which spare ten of them and are missing here. */
    private static final long LITTLE_BYTES = 45L << 20;

    private static final long[] CUTS = {9, 49};

    @TempDir
    private Path folder;

    private TestFleet fleet;

    @BeforeEach
    void openFleet() {
        fleet = new TestFleet(folder);
    }

    @AfterEach
    void closeFleet() {
        fleet.close();
    }

    @Test
    void shouldAnswerThroughAWorkerProcess() throws InterruptedException {
        fleet.start();
        fleet.worker();
        fleet.awaitWorkers(1);
        Path values = fleet.dataset("numbers", LongStream.range(0, 1_000_000).map(i -> i % 100));

        Partial answer = fleet.answer(TestFleet.job(values, 37, CUTS));

        assertThat(answer.count(0)).isEqualTo(100_000);
        assertThat(answer.count(1)).isEqualTo(400_000);
        assertThat(answer.sum(2)).isEqualTo((50L + 99) * 50 / 2 * 10_000);
        assertThat(answer.max(2)).isEqualTo(99);
        try (FleetReader reader = FleetReader.open(fleet.run)) {
            WorkerSnapshot worker = reader.snapshot().workers().getFirst();
            assertThat(worker.alive()).isTrue();
            assertThat(worker.chunks()).isEqualTo(37);
            assertThat(worker.elements()).isEqualTo(1_000_000);
            assertThat(worker.bytes()).isEqualTo(4_000_000);
            assertThat(worker.batches()).isEqualTo(1);
            assertThat(worker.busyNs()).isPositive();
        }
    }

    @Test
    void shouldRefuseAFileThatTookThePlaceOfTheOneThatWasLetIn() throws Exception {
        fleet.start();
        fleet.worker();
        fleet.awaitWorkers(1);
        Path values = fleet.dataset("numbers", LongStream.range(0, 1_000));
        TestFleet.Job job = TestFleet.job(values, 3, CUTS);
        Path twin = Files.copy(values, values.resolveSibling("twin"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(twin, values, StandardCopyOption.ATOMIC_MOVE);

        assertThatThrownBy(() -> fleet.answer(job))
                .isInstanceOfSatisfying(OnecopyException.class,
                        e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(Fault.CORRUPT))
                .hasMessageContaining("replaced");
        assertThat(fleet.answer(TestFleet.job(values, 3, CUTS)).count(0)).isPositive();
    }

    @Test
    void shouldAnswerExactlyWhenAWorkerIsKilledInTheMiddleOfAChunk() throws InterruptedException {
        fleet.start();
        JavaProcess victim = fleet.worker();
        fleet.awaitWorkers(1);
        TestFleet.Job job = slowJob(40);
        try (JobHandle handle = fleet.submit(job)) {
            Eventually.until("the victim computes", () -> handle.doneElements() > 0);
            fleet.worker();
            fleet.awaitWorkers(2);
            victim.signal("KILL");

            assertSlowAnswer(TestFleet.finish(job, handle));
        }
        Eventually.until("the slot of the dead worker is free", () -> fleet.control().workerCount() == 1);
    }

    @Test
    void shouldGiveTheChunkOfAFrozenWorkerToAnotherAndSurviveItsReturn() throws InterruptedException {
        fleet.start();
        JavaProcess zombie = fleet.worker();
        fleet.awaitWorkers(1);
        TestFleet.Job job = slowJob(40);
        try (JobHandle handle = fleet.submit(job)) {
            Eventually.until("the zombie computes", () -> handle.doneElements() > 0);
            zombie.signal("STOP");
            fleet.worker();
            fleet.awaitWorkers(2);
            assertSlowAnswer(TestFleet.finish(job, handle));
        }
        Path values = fleet.dataset("numbers", LongStream.range(0, 100_000).map(i -> i % 100));
        TestFleet.Job light = TestFleet.job(values, 100, CUTS);
        for (int round = 0; round < 20; round++) {
            assertThat(fleet.answer(light).count(1)).as("round %s beside a frozen worker", round).isEqualTo(40_000);
        }
        zombie.signal("CONT");
        Eventually.until("the zombie works again", () -> {
            try {
                assertThat(fleet.answer(light).count(1)).isEqualTo(40_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return workerOf(zombie).chunks() > 2;
        });
    }

    @Test
    void shouldLetWorkersJoinAndLeaveWhileAJobRuns() throws InterruptedException {
        fleet.start();
        JavaProcess first = fleet.worker();
        TestFleet.Job job = slowJob(60);
        try (JobHandle handle = fleet.submit(job)) {
            Eventually.until("the first computes", () -> handle.doneElements() > 0);
            fleet.worker();
            fleet.awaitWorkers(2);
            first.signal("TERM");
            assertThat(first.exitCode()).isEqualTo(143);
            assertThat(fleet.control().workerCount()).as("the slot is left before the process ends").isEqualTo(1);

            assertSlowAnswer(TestFleet.finish(job, handle));
            assertThat(handle.workersInvolved()).hasSize(2);
        }
    }

    @Test
    void shouldTurnAThrowingFunctionIntoTheFailureOfItsBatchAlone() throws InterruptedException {
        fleet.start();
        fleet.worker();
        fleet.awaitWorkers(1);
        Path values = fleet.dataset("bad", LongStream.range(0, 1000).map(i -> i == 700 ? BehavingFunction.THROWS : 0));

        assertThatThrownBy(() -> fleet.answer(TestFleet.job(values, 10, CUTS, new BehavingFunction())))
                .isInstanceOfSatisfying(OnecopyException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.FUNCTION_FAILED))
                .hasMessageContaining("behave").hasMessageContaining("minus one is not welcome");

        assertThat(fleet.answer(TestFleet.job(values, 10, CUTS)).count(0)).isEqualTo(1000);
        assertThat(fleet.control().workerCount()).isEqualTo(1);
    }

    @Test
    void shouldEndAWorkerWhoseFunctionNeverReturns() throws InterruptedException {
        fleet.start();
        JavaProcess stuck = fleet.worker();
        fleet.awaitWorkers(1);
        Path values = fleet.dataset("endless", LongStream.of(BehavingFunction.NEVER_RETURNS));
        try (JobHandle handle = fleet.submit(TestFleet.job(values, 1, CUTS, new BehavingFunction()))) {
            Eventually.until("the function spins", () -> stuck.errors().contains(BehavingFunction.SPINNING));
            handle.cancel();
        }

        assertThat(stuck.exitCode()).isEqualTo(WorkerExit.STUCK);
        assertThat(stuck.errors()).contains("did not return");
        Eventually.until("its slot is free", () -> fleet.control().workerCount() == 0);
    }

    @Test
    void shouldBlameAChunkThatKillsItsWorkers() throws InterruptedException {
        fleet.start();
        for (int i = 0; i < 3; i++) {
            fleet.worker();
        }
        fleet.awaitWorkers(3);
        Path values = fleet.dataset("deadly", LongStream.of(1, 2, 3, BehavingFunction.KILLS));

        assertThatThrownBy(() -> fleet.answer(TestFleet.job(values, 1, CUTS, new BehavingFunction())))
                .hasMessageContaining("3 workers died")
                .hasMessageContaining("elements of deadly@1, the last one 0 to 3");
    }

    @Test
    void shouldNameAFileThatCannotBeMapped() throws InterruptedException {
        fleet.start();
        fleet.worker();
        fleet.awaitWorkers(1);
        Path values = fleet.dataset("gone", LongStream.of(1, 2, 3));
        TestFleet.Job job = TestFleet.job(values, 1, CUTS);
        assertThat(values.toFile().delete()).isTrue();

        assertThatThrownBy(() -> fleet.answer(job)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND)).hasMessageContaining("gone");
    }

    @Test
    void shouldWaitForACoordinatorAndLeaveWhenItStops() throws InterruptedException {
        JavaProcess early = fleet.worker();
        Eventually.until("the worker says that it waits", () -> early.errors().contains("waiting for one"));
        fleet.start();
        fleet.awaitWorkers(1);

        assertThat(fleet.control().stop(Duration.ofSeconds(10))).isTrue();
        assertThat(early.exitCode()).isEqualTo(WorkerExit.LEFT);
    }

    @Test
    void shouldAttachToTheSuccessorOfAKilledCoordinator() throws InterruptedException {
        JavaProcess coordinator = fleet.process(ParkedCoordinator.class, fleet.run.path().toString());
        JavaProcess worker = fleet.worker();
        Eventually.until("the worker joins the first", () -> worker.errors().contains("joined"));
        coordinator.signal("KILL");
        assertThat(coordinator.exitCode()).isEqualTo(137);

        fleet.start();
        fleet.awaitWorkers(1);

        assertThat(worker.isAlive()).isTrue();
        Path values = fleet.dataset("numbers", LongStream.range(0, 1000));
        assertThat(fleet.answer(TestFleet.job(values, 3, CUTS)).count(0)).isEqualTo(10);
    }

    @Test
    void shouldLeaveWhenTheSupervisorsPipeEnds() throws InterruptedException {
        fleet.start();
        JavaProcess worker = fleet.worker("--supervised");
        fleet.awaitWorkers(1);
        assertThat(workerOf(worker).supervised()).isTrue();

        worker.closeStandardInput();

        assertThat(worker.exitCode()).isEqualTo(WorkerExit.LEFT);
        assertThat(fleet.control().workerCount()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNeedLittleMemoryOfItsOwn() throws InterruptedException {
        fleet.start();
        List<JavaProcess> workers = List.of(fleet.worker(), fleet.worker());
        fleet.awaitWorkers(2);
        Path values = fleet.dataset("numbers", new Random(1).ints(4_000_000, 0, 1_000_001).asLongStream());
        for (TestFleet.Job job : List.of(TestFleet.job(values, 32, CUTS),
                TestFleet.job(values, 32, LongStream.range(0, 200).map(i -> i * 5_000).toArray()),
                TestFleet.job(values, 32, CUTS, FunctionRegistry.of().require("divisors")))) {
            for (int round = 0; round < 5; round++) {
                assertThat(fleet.answer(job).count(0)).isPositive();
            }
        }
        for (JavaProcess worker : workers) {
            Eventually.until("little private memory beside the dataset; it was "
                    + PrivateMemory.bytesBeside(worker.pid(), values) + " bytes",
                    () -> PrivateMemory.bytesBeside(worker.pid(), values) <= LITTLE_BYTES);
        }
    }

    /** 200 elements of 5 ms each. */
    private TestFleet.Job slowJob(int chunks) {
        Path values = fleet.dataset("slow", LongStream.range(0, 200).map(_ -> 5_000));
        return TestFleet.job(values, chunks, CUTS, new BehavingFunction());
    }

    private static void assertSlowAnswer(Partial answer) {
        assertThat(answer.count(2)).isEqualTo(200);
        assertThat(answer.functionSum(0, 2)).isEqualTo(1_000_000);
    }

    private WorkerSnapshot workerOf(JavaProcess process) {
        return fleet.control().workers().stream().filter(worker -> worker.pid() == process.pid()).findFirst()
                .orElseThrow();
    }
}
