package onecopy.service.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.torture.fault.Means;
import onecopy.service.torture.report.RunResult;
import onecopy.service.torture.report.TortureReport;
import onecopy.service.torture.stage.Stage;
import onecopy.service.torture.truth.Seeds;

/** A campaign: many runs, a few at a time, because each mostly waits. */
public final class Torture {
    private final TortureSettings settings;
    private final Means means = Means.ofThisMachine();
    private final Consumer<RunResult> progress;

    /**
     * A campaign that has not begun.
     *
     * @param progress is told of each run that has ended, by one thread
     */
    public Torture(TortureSettings settings, Consumer<RunResult> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * {@return what became of all runs; blocks until the last one has ended}
     *
     * @throws OnecopyException where runs cannot be made at all
     */
    public TortureReport run() throws InterruptedException {
        long startNs = System.nanoTime();
        try (Ground ground = Ground.in(settings.folder());
                ExecutorService threads = Executors.newFixedThreadPool(settings.parallel())) {
            Catalogue catalogue = new Catalogue(ground);
            CompletionService<RunResult> running = new ExecutorCompletionService<>(threads);
            List<RunResult> results = new ArrayList<>();
            int count = settings.runs() - settings.from();
            int begun = 0;
            while (begun < count && (begun - results.size() < settings.parallel() || begun == 0
                    || receive(running, results)) && hasTime(startNs)) {
                int number = settings.from() + begun;
                Future<RunResult> _ = running.submit(() -> run(number, ground, catalogue));
                begun++;
            }
            while (results.size() < begun) {
                receive(running, results);
            }
            return new TortureReport(settings.seed(), settings.from(), settings.runs(), results,
                    Duration.ofNanos(System.nanoTime() - startNs), means.shortcomings());
        }
    }

    private boolean hasTime(long startNs) {
        return settings.time().isEmpty() || System.nanoTime() - startNs < settings.time().get().toNanos();
    }

    private boolean receive(CompletionService<RunResult> running, List<RunResult> results)
            throws InterruptedException {
        try {
            RunResult result = running.take().get();
            results.add(result);
            progress.accept(result);
            return true;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof OnecopyException known
                    ? known
                    : new OnecopyException(Fault.INTERNAL, "a run could not be made: " + e.getCause(), e);
        }
    }

    private RunResult run(int number, Ground ground, Catalogue catalogue) throws InterruptedException {
        Scenario scenario = Scenario.of(Seeds.ofRun(settings.seed(), number), means);
        Stage stage = ground.newStage();
        RunResult result = new TortureRun(number, scenario, catalogue.get(scenario.dataset()), stage, ground).run();
        if (!result.passed() && settings.keep()) {
            ground.keep(stage);
            return result.keptIn(stage.folder());
        }
        ground.remove(stage);
        return result;
    }
}
