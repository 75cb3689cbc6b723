package onecopy.service.bench.scheduling;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import onecopy.data.ElementType;
import onecopy.data.command.Units;
import onecopy.data.store.DatasetVersion;
import onecopy.service.bench.BenchSettings;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Goal;
import onecopy.service.bench.figure.Report;
import onecopy.service.bench.figure.Rounds;
import onecopy.service.bench.figure.Samples;
import onecopy.service.bench.place.Host;
import onecopy.service.bench.place.Loading;
import onecopy.service.bench.place.Room;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.bench.place.Workplace;
import onecopy.service.bench.truth.Oracle;
import onecopy.service.bench.truth.Question;
import onecopy.service.coordinator.ChunkPolicy;

/**
 * Measures the idle tail of every chunk policy: the time from the first worker that runs out of work to the end of the
 * batch. Sums divisors, on values of equal cost and on values that get dearer to the end, with one slow worker; one
 * fleet a policy, taking turns.
 */
public final class SchedulingBench {
    /** 256 MiB of 32-bit elements: a second or two of work. */
    public static final long DEFAULT_ELEMENTS = 1L << 26;
    /** Of a short run. */
    public static final long QUICK_ELEMENTS = 1L << 23;

    private static final String UNIFORM = "uniform";
    private static final String SKEWED = "skewed";
    private static final double SKEWED_GOAL_PERCENT = 2;

    private final BenchSettings settings;
    private final Consumer<String> progress;

    /**
     * A benchmark that has not begun.
     *
     * @param settings whose store and dataset are not used
     * @param progress is told what is being done, a few words each time
     */
    public SchedulingBench(BenchSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * {@return what was found}
     *
     * @throws onecopy.service.bench.truth.WrongAnswerException where an answer is not right
     */
    public Report run() throws InterruptedException {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("machine", Host.description());
        conditions.put("other work", Host.load());
        Instant startedAt = Instant.now();
        List<Figure> figures = new ArrayList<>();
        try (Workplace place = Workplace.in(settings.parent())) {
            long elements = makeData(place);
            conditions.put("data", Units.grouped(elements)
                    + " x int32: uniform in 1 to 2^31-1, and skewed: small numbers first, huge ones last");
            Map<ChunkPolicy, ServedFleet> fleets = startFleets(place);
            SlowWorker slow = SlowWorker.beside(place);
            fleets.values().forEach(slow::slowFirstOf);
            conditions.put("slow worker", "1 of " + settings.workers() + ": " + slow.description());
            conditions.put("samples", "medians of " + settings.rounds() + " rounds taken in turns after "
                    + settings.warmups() + " warm-ups; divisors of all elements, server-side times");
            for (String dataset : List.of(UNIFORM, SKEWED)) {
                progress.accept("measuring the policies on " + dataset + " work");
                figures.addAll(measure(place, dataset, fleets));
            }
        }
        return new Report("onecopy bench scheduling", conditions, startedAt, figures);
    }

    private long makeData(Workplace place) throws InterruptedException {
        long elements = Room.around(place.folder()).fitting(settings.elements(), Integer.BYTES);
        progress.accept("making " + Units.grouped(elements) + " numbers twice");
        Loading.random(place, UNIFORM, elements, 1, Integer.MAX_VALUE, Loading.Index.NONE);
        Path raw = place.folder().resolve("skewed.raw");
        SkewedNumbers.write(raw, elements);
        Loading.load(place, SKEWED, List.of("--raw", raw.toString(), "--type", ElementType.INT32.label()),
                Loading.Index.NONE);
        return elements;
    }

    private Map<ChunkPolicy, ServedFleet> startFleets(Workplace place) {
        progress.accept("starting a fleet for each policy");
        Map<ChunkPolicy, ServedFleet> fleets = new LinkedHashMap<>();
        for (ChunkPolicy policy : ChunkPolicy.values()) {
            fleets.put(policy, ServedFleet.start(place, place.store(), settings.workers(), "--chunks",
                    policy.label()));
        }
        return fleets;
    }

    private List<Figure> measure(Workplace place, String dataset, Map<ChunkPolicy, ServedFleet> fleets)
            throws InterruptedException {
        Question question;
        try (DatasetVersion version = place.store().openCurrent(dataset)) {
            question = Question.ofAllDivisors(dataset, Oracle.of(version), fleets.get(ChunkPolicy.GUIDED));
        }
        Rounds rounds = new Rounds();
        Map<ChunkPolicy, PolicyRuns> runs = new LinkedHashMap<>();
        fleets.forEach((policy, fleet) -> {
            PolicyRuns its = new PolicyRuns(fleet, question);
            runs.put(policy, its);
            rounds.add(policy.label(), its::takeNs);
        });
        Map<String, Samples> elapsedNs = rounds.take(settings.warmups(), settings.rounds());
        Samples baseline = elapsedNs.get(ChunkPolicy.GUIDED.label());
        List<Figure> figures = new ArrayList<>();
        runs.forEach((policy, its) -> figures.add(figure(dataset, policy,
                its.idlePercents(settings.warmups()).median(), elapsedNs.get(policy.label()).ratioTo(baseline))));
        return figures;
    }

    private static Figure figure(String dataset, ChunkPolicy policy, double idlePercent, double timeRatio) {
        Figure figure = Figure
                .of("idle_" + dataset + "_" + policy.label().replaceAll("[^a-z0-9]", "_"),
                        "idle tail on " + dataset + " work, " + policy.label(), idlePercent, "% of the batch")
                .comparedWith("guided's time", timeRatio);
        return policy == ChunkPolicy.GUIDED && dataset.equals(SKEWED)
                ? figure.withGoal(Goal.valueAtMost(SKEWED_GOAL_PERCENT))
                : figure;
    }
}
