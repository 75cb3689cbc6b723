package onecopy.service.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.wire.Quarantined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisionTest {
    @Test
    void shouldRestartAtOnceThenPauseLongerAndTryRarely() {
        Backoff backoff = new Backoff();
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i <= Backoff.MAX_YOUNG_DEATHS; i++) {
            delays.add(backoff.nextDelayMs(1));
        }
        assertThat(delays).containsExactly(0L, 100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L, 30_000L);
        assertThat(backoff.isHopeless()).isTrue();
        assertThat(backoff.nextDelayMs(1)).isEqualTo(30_000);
    }

    @Test
    void shouldForgiveAWorkerThatLivedLong() {
        Backoff backoff = new Backoff();
        for (int i = 0; i < Backoff.MAX_YOUNG_DEATHS; i++) {
            backoff.nextDelayMs(1);
        }
        assertThat(backoff.isHopeless()).isFalse();
        assertThat(backoff.nextDelayMs(Backoff.GROWN_UP_NS)).isZero();
        assertThat(backoff.nextDelayMs(1)).isEqualTo(100);
    }

    @Test
    void shouldTryAgainWhereAWorkerCouldNotBeStartedForAMoment(@TempDir Path folder) throws Exception {
        Path program = folder.resolve("worker");
        try (Supervisor supervisor = Supervisor.start(1, List.of(program.toString()))) {
            assertThat(supervisor.isHopeful()).isTrue();
            Path unfinished = Files.writeString(folder.resolve("new"), "#!/bin/sh\necho started > \"$0.log\"\ncat\n");
            assertThat(unfinished.toFile().setExecutable(true)).isTrue();
            Files.move(unfinished, program);
            TestFleet.await("the worker runs", () -> Files.exists(folder.resolve("worker.log")));
            assertThat(supervisor.restarts()).isZero();
        }
    }

    @Test
    void shouldSayHowAWorkerEnded() {
        assertThat(new ExitStatus(0)).hasToString("left");
        assertThat(new ExitStatus(70)).hasToString("ended with exit code 70");
        assertThat(new ExitStatus(137)).hasToString("was killed by SIGKILL");
        assertThat(new ExitStatus(134)).hasToString("was killed by SIGABRT (a crash of its JVM)");
        assertThat(new ExitStatus(130).isGraceful()).isTrue();
        assertThat(new ExitStatus(137).isGraceful()).isFalse();
    }

    @Test
    void shouldForgiveDeathsThatWereExplained() {
        Backoff backoff = new Backoff();
        for (int i = 0; i < Backoff.MAX_YOUNG_DEATHS; i++) {
            backoff.nextDelayMs(1);
        }
        backoff.forgive();
        assertThat(backoff.nextDelayMs(1)).isZero();
    }

    @Test
    void shouldRefuseBatchesOverAVersionThatKilledItsReaders() {
        Quarantine quarantine = new Quarantine();
        assertThat(quarantine.cases()).isEmpty();
        quarantine.shut("common", 3, Fault.CORRUPT, "values.npy is short");
        quarantine.shut("common", 3, Fault.IO, "a later finding");
        quarantine.requireFree("common", 4);
        assertThatThrownBy(() -> quarantine.requireFree("common", 3)).isInstanceOfSatisfying(OnecopyException.class,
                e -> assertThat(e.fault()).isEqualTo(Fault.CORRUPT))
                .hasMessage(
                        "version 3 of dataset 'common' is in quarantine for 60 s: values.npy is short; check it with"
                                + " 'onecopy verify common@3'");
        assertThat(quarantine.cases()).singleElement().satisfies(found -> {
            assertThat(found.name()).isEqualTo("common@3");
            assertThat(found.code()).isEqualTo("corrupt");
            assertThat(found.secondsLeft()).isBetween(50L, 60L);
            assertThat(found.sinceMillis()).isBetween(System.currentTimeMillis() - 10_000, System.currentTimeMillis());
        });
    }

    @Test
    void shouldLetOneTryAgainWhenTheTermIsOver() {
        AtomicLong clockNs = new AtomicLong(-7);
        Quarantine quarantine = new Quarantine(clockNs::get);
        quarantine.shut("common", 3, Fault.CORRUPT, "values.npy is short");
        quarantine.shut("odd", 1, Fault.UNAVAILABLE, "three workers died");
        clockNs.addAndGet(Quarantine.TERM_WITHOUT_CAUSE.toNanos());
        quarantine.requireFree("odd", 1);
        assertThat(quarantine.cases()).extracting(Quarantined::name).containsExactly("common@3");
        clockNs.addAndGet(Quarantine.TERM.minus(Quarantine.TERM_WITHOUT_CAUSE).toNanos() - 1);
        assertThatThrownBy(() -> quarantine.requireFree("common", 3)).hasMessageContaining("in quarantine for 1 s");
        clockNs.incrementAndGet();
        quarantine.requireFree("common", 3);
        quarantine.shut("common", 3, Fault.IO, "its disk fails");
        assertThatThrownBy(() -> quarantine.requireFree("common", 3)).hasMessageContaining("its disk fails");
    }

    @Test
    void shouldRefuseAFunctionThatKilledItsCallersOverWhateverDataset() {
        Quarantine quarantine = new Quarantine();
        ElementFunction divisors = FunctionRegistry.of().require("divisors");
        quarantine.requireFree(List.of(divisors));
        quarantine.shutFunction("divisors", "common", 3, "it ends the process that calls it");
        quarantine.requireFree(List.of());
        quarantine.requireFree("common", 3);
        assertThatThrownBy(() -> quarantine.requireFree(List.of(divisors))).isInstanceOfSatisfying(
                OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FUNCTION_FAILED))
                .hasMessageContaining("function 'divisors' is in quarantine for 60 s");
        assertThat(quarantine.cases()).extracting(Quarantined::name).containsExactly("function 'divisors'");
    }

    @Test
    void shouldCancelABatchThatHasNotBegun() {
        Cancellation cancellation = new Cancellation();
        cancellation.request("its caller hung up");
        List<String> ran = new ArrayList<>();
        cancellation.onRequest(() -> ran.add("cancelled"));
        assertThat(ran).containsExactly("cancelled");
        assertThatThrownBy(cancellation::check).hasMessage("the batch was cancelled: its caller hung up");
    }

    @Test
    void shouldPinTheDefaultSettings() {
        CoordinatorSettings settings = CoordinatorSettings.ofWorkers(2);
        assertThat(settings).isEqualTo(
                new CoordinatorSettings(2, 0, ChunkPolicy.GUIDED, List.of(), Duration.ofDays(365), false));
        assertThatThrownBy(() -> CoordinatorSettings.ofWorkers(65)).hasMessage("workers must be 0 to 64, not 65");
        assertThatThrownBy(
                () -> new CoordinatorSettings(1, 65_536, ChunkPolicy.FIXED, List.of(), Duration.ofDays(1), false))
                .hasMessage("port must be 0 to 65535, not 65536");
    }
}
