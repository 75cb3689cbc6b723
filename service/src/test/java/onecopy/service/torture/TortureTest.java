package onecopy.service.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.fault.FaultKind;
import onecopy.service.torture.fault.Means;
import onecopy.service.torture.report.ReportText;
import onecopy.service.torture.report.RunResult;
import onecopy.service.torture.report.TortureReport;
import onecopy.service.torture.truth.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some fleets of real processes; a failure prints the seed that repeats it. Most are {@link TortureIT}'s, for whom
 * the class archives of a distribution halve the time.
 */
class TortureTest {
    private static final int RUNS = 5;
    private static final int FROM = 1;
    private static final int DRAWS = 1_000;
    private static final long SEED = 20_261_122;
    private static final Means ALL_MEANS = new Means(true, true);
    private static final Set<FaultKind> OF_SOME_MACHINES = Set.of(FaultKind.FULL_DISK, FaultKind.NO_PERMISSION);

    @TempDir
    Path folder;

    @Test
    @Timeout(900)
    void shouldEndEveryBatchExactlyOrTypedAndLeaveNothing() throws InterruptedException {
        int parallel = Runtime.getRuntime().availableProcessors();
        TortureReport report = new Torture(new TortureSettings(RUNS, FROM, SEED, Optional.empty(), parallel, folder,
                false), _ -> {}).run();

        assertThat(report.results().stream().filter(result -> !result.passed()).map(ReportText::failure)
                .collect(Collectors.joining(System.lineSeparator()))).isEmpty();
        assertThat(report.results()).allMatch(RunResult::passed).extracting(RunResult::seed)
                .containsExactlyElementsOf(
                        IntStream.range(FROM, RUNS).mapToObj(run -> Seeds.ofRun(SEED, run)).toList());
        assertThat(report.next()).isEqualTo(RUNS);
        assertThat(report.exact()).isGreaterThan(RUNS);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldRefuseToGoOnBehindTheLastRun() {
        assertThatThrownBy(() -> new TortureSettings(RUNS, RUNS, SEED, Optional.empty(), 1, folder, false))
                .isInstanceOf(OnecopyException.class)
                .hasMessage("--from must be a number of runs to leave out of the 5 of --runs, 0 to 4, not 5");
    }

    @Test
    void shouldDrawTheSameFromTheSameSeed() {
        IntStream.range(0, DRAWS).mapToLong(run -> Seeds.ofRun(SEED, run)).forEach(seed -> assertThat(
                Scenario.of(seed, ALL_MEANS)).isEqualTo(Scenario.of(Seeds.ofRun(seed, 0), ALL_MEANS)));
    }

    @Test
    void shouldDrawEveryKindOfFault() {
        Set<FaultKind> drawn = EnumSet.noneOf(FaultKind.class);
        IntStream.range(0, DRAWS).forEach(run -> drawn.addAll(Scenario.of(Seeds.ofRun(SEED, run), ALL_MEANS).faults()));

        assertThat(drawn).containsExactlyInAnyOrder(FaultKind.values());
    }

    @Test
    void shouldDrawTheSameFaultsWhateverTheMachineCanDo() {
        Means none = new Means(false, false);
        for (int run = 0; run < DRAWS; run++) {
            Scenario here = Scenario.of(Seeds.ofRun(SEED, run), none);
            Scenario elsewhere = Scenario.of(Seeds.ofRun(SEED, run), ALL_MEANS);

            assertThat(here).usingRecursiveComparison().ignoringFields("tasks").isEqualTo(elsewhere);
            // Damage that must be found has other faults left out, so it may not come in place of another one here.
            if (here.faults().stream().noneMatch(FaultKind::isVerified)) {
                assertThat(here.tasks()).hasSameSizeAs(elsewhere.tasks()).containsAll(elsewhere.tasks().stream()
                        .filter(task -> !OF_SOME_MACHINES.contains(task.kind())).toList());
            }
        }
    }

    @Test
    void shouldLeaveOutWhatTheMachineCannotDo() {
        Means none = new Means(false, false);

        assertThat(IntStream.range(0, DRAWS).boxed().flatMap(
                run -> Scenario.of(Seeds.ofRun(SEED, run), none).faults().stream()))
                .doesNotContainAnyElementsOf(OF_SOME_MACHINES);
        assertThat(none.shortcomings()).hasSize(2);
    }
}
