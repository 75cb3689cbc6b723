package onecopy.service.torture.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import onecopy.data.ElementType;
import onecopy.service.torture.stage.Program;
import onecopy.service.torture.stage.Stage;
import onecopy.service.torture.truth.Numbers;
import onecopy.service.torture.truth.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A signal that waits for a step nobody can see would meet a loader that has ended. */
@EnabledOnOs(OS.LINUX)
class LoadStepTest {
    private static final Shape SHAPE = new Shape(Shape.Kind.UNIFORM, ElementType.INT32, 20_000, true);
    private static final long LOAD_S = 60;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LAST_NOTICES_NS = TimeUnit.MILLISECONDS.toNanos(200);

    @TempDir
    Path folder;

    private static Program load(Stage stage, Path raw, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("load", "numbers", "--raw", raw.toString(), "--type",
                SHAPE.type().label()));
        arguments.addAll(more);
        return stage.startLoader(arguments, List.of());
    }

    /** {@return all that appears in the second load of a dataset} */
    private List<Path> watchLoad(List<String> more) throws IOException, InterruptedException {
        List<Path> appeared = new ArrayList<>();
        try (Stage stage = Stage.in(folder)) {
            Path raw = Files.write(stage.folder().resolve("numbers.raw"),
                    Numbers.draw(SHAPE, new SplittableRandom(1)).raw());
            requireEnd(load(stage, raw, more));
            try (StoreWatch watch = StoreWatch.of(stage.store().layout(), "numbers")) {
                Program loader = load(stage, raw, more);
                while (loader.isAlive()) {
                    appeared.addAll(watch.next(LOOK_NS));
                }
                requireEnd(loader);
                appeared.addAll(watch.next(LAST_NOTICES_NS));
            }
        }
        return appeared;
    }

    private static void requireEnd(Program loader) throws InterruptedException {
        assertThat(loader.awaitEnd(TimeUnit.SECONDS.toNanos(LOAD_S))).isTrue();
        assertThat(loader.exitCode()).as(loader.errors()).isZero();
    }

    private static Set<LoadStep> stepsSeenIn(List<Path> appeared) {
        Set<LoadStep> steps = EnumSet.noneOf(LoadStep.class);
        for (LoadStep step : LoadStep.values()) {
            if (appeared.stream().anyMatch(step.names()::matches)) {
                steps.add(step);
            }
        }
        return steps;
    }

    @Test
    void shouldSeeEveryStepOfALoadAndKnowAllThatAppears() throws IOException, InterruptedException {
        List<Path> appeared = watchLoad(List.of());

        assertThat(stepsSeenIn(appeared)).containsExactlyInAnyOrder(LoadStep.values());
        assertThat(appeared)
                .allSatisfy(name -> assertThat(LoadStep.values()).anyMatch(step -> step.names().matches(name)));
    }

    @Test
    void shouldSeeEveryStepOfALoadWithoutIndex() throws IOException, InterruptedException {
        assertThat(stepsSeenIn(watchLoad(List.of("--no-index"))))
                .containsExactlyInAnyOrderElementsOf(LoadStep.of(false));
    }
}
