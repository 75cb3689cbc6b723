package onecopy.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules of {@code CONTROL.md}, section 6, under every interleaving: two workers and a coordinator, made of the real
 * classes, take their accesses to shared memory in every order there is, with faults at every moment. In each of them
 * every chunk's partial must be merged once, whole and of this job; nobody may touch a slot or an area that is another's;
 * and every job must end.
 */
@Execution(ExecutionMode.CONCURRENT)
class LedgerInterleavingsTest {
    /** Enough for each defect, in its scenario. */
    private static final int DEFECT_PREEMPTIONS = 2;

    @TempDir
    private Path folder;

    private FleetPlace place;

    @BeforeEach
    void open() {
        place = new FleetPlace(folder);
    }

    @AfterEach
    void close() {
        place.close();
    }

    @ParameterizedTest
    @EnumSource(LedgerScenario.class)
    void shouldMergeEveryChunkOnceInEveryOrder(LedgerScenario scenario) {
        InterleavingSearch.Outcome outcome = search(scenario, MemoryDefect.NONE, scenario.preemptions());
        System.out.println(scenario + ": " + outcome);
        assertThat(outcome.states()).isGreaterThan(1000);
        assertThat(outcome.ends()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(value = MemoryDefect.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldFindEveryDefect(MemoryDefect defect) {
        assertThatThrownBy(() -> search(scenarioOf(defect), defect, DEFECT_PREEMPTIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("after ");
    }

    @Test
    void shouldSayWhereAWorldGoesWrong() {
        assertThatThrownBy(() -> search(LedgerScenario.SILENCE, MemoryDefect.DONE_IS_NOT_COMPARED, DEFECT_PREEMPTIONS))
                .hasMessageContaining("worker 0 x").hasMessageContaining("coordinator x");
    }

    private static LedgerScenario scenarioOf(MemoryDefect defect) {
        return switch (defect) {
            case NONE, DONE_IS_NOT_COMPARED, AREA_STAYS_WITH_THE_CHUNK -> LedgerScenario.SILENCE;
            case ENGAGEMENT_IS_OVERLOOKED, NO_SECOND_LOOK, ENGAGEMENT_IS_LATE -> LedgerScenario.REUSE;
            case AREA_DOES_NOT_REST -> LedgerScenario.TWO_SILENCES;
            case FREED_CHUNK_IS_NOT_ANNOUNCED -> LedgerScenario.LEAVING;
            case FAILURE_STAYS_WITH_THE_DEAD -> LedgerScenario.DEATH_WHILE_FAILING;
        };
    }

    private InterleavingSearch.Outcome search(LedgerScenario scenario, MemoryDefect defect,
            int preemptions) {
        return InterleavingSearch.exhaust(() -> new LedgerWorld(place, scenario.faults(), defect, scenario.chunks()),
                preemptions);
    }
}
