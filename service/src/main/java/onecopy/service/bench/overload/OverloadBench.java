package onecopy.service.bench.overload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onecopy.data.command.Units;
import onecopy.data.store.DatasetVersion;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Goal;
import onecopy.service.bench.figure.Report;
import onecopy.service.bench.place.Host;
import onecopy.service.bench.place.Loading;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.bench.place.Workplace;
import onecopy.service.bench.truth.Oracle;
import onecopy.service.bench.truth.Truth;
import onecopy.service.bench.truth.WrongAnswerException;
import onecopy.service.client.OnecopyClient;
import onecopy.service.query.Range;

/**
 * Has very many clients ask one service at once, nine times out of ten what its index knows and else for a scan, and counts
 * what becomes of every request: an exact answer, a typed refusal, or nothing, which must not happen.
 */
public final class OverloadBench {
    private static final String DATASET = "common";
    private static final long ELEMENTS = 1L << 20;
    private static final long LARGEST = 1_000_000;
    private static final int ASKINGS = 10;
    private static final int MAX_TRIES = 100;
    private static final long TRY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Between two looks at the status, as an operator's tool has it. */
    private static final long STATUS_PAUSE_MS = 50;
    private static final double MEMORY_GOAL_MIB = 256;

    private final OverloadSettings settings;
    private final Consumer<String> progress;

    /**
     * A benchmark that has not begun.
     *
     * @param progress is told what is being done, a few words each time
     */
    public OverloadBench(OverloadSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * {@return what was found}
     *
     * @throws WrongAnswerException where an answer is not right
     */
    public Report run() throws InterruptedException {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("machine", Host.description());
        conditions.put("other work", Host.load());
        conditions.put("data", Units.grouped(ELEMENTS) + " x int32, uniform in 0 to " + Units.grouped(LARGEST));
        conditions.put("clients", Units.grouped(settings.clients()) + " for " + settings.seconds()
                + " s, a connection each, in one process on the same cores");
        conditions.put("service", settings.workers() + " workers, at most " + settings.maxWaiting()
                + " batches waiting; count and sum under a threshold, one in " + ASKINGS + " by a forced scan");
        Instant startedAt = Instant.now();
        try (Workplace place = Workplace.in(settings.parent())) {
            progress.accept("making " + Units.grouped(ELEMENTS) + " numbers");
            Loading.random(place, DATASET, ELEMENTS, 0, LARGEST, Loading.Index.BUILT);
            ServedFleet fleet = ServedFleet.start(place, place.store(), settings.workers(), "--max-waiting",
                    Integer.toString(settings.maxWaiting()));
            return new Report("onecopy bench overload", conditions, startedAt, measure(place, fleet));
        }
    }

    private List<Figure> measure(Workplace place, ServedFleet fleet) throws InterruptedException {
        List<Asking> askings = askings(place);
        Crowd crowd = new Crowd(fleet.run());
        long pid = OnecopyClient.connect(fleet.run()).status().pid();
        try (ExecutorService threads = Crowd.threads()) {
            progress.accept("checking the answers");
            requireAnswers(crowd, threads, askings);
            progress.accept(Units.grouped(settings.clients()) + " clients ask for " + settings.seconds() + " s");
            long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.seconds());
            Future<Tally> rush = crowd.rush(threads, settings.clients(), askings, 0, endNs);
            Future<Tally> looks = crowd.rush(threads, 1, List.of(Asking.status()), STATUS_PAUSE_MS, endNs);
            Tally tally = Crowd.result(rush);
            return figures(tally, Crowd.result(looks), ProcessPeaks.of(pid));
        }
    }

    private static List<Asking> askings(Workplace place) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < ASKINGS; i++) {
            ranges.add(Range.atMost(LARGEST * i / ASKINGS));
        }
        List<Asking> askings = new ArrayList<>();
        try (DatasetVersion version = place.store().openCurrent(DATASET)) {
            Map<Range, Truth> truths = Oracle.of(version).about(ranges, false);
            for (Range range : ranges) {
                Truth truth = truths.get(range);
                askings.add(Asking.atMost(DATASET, range.to(), askings.isEmpty() ? "scan" : "index", truth.count(),
                        truth.sum()));
            }
        }
        return askings;
    }

    private static void requireAnswers(Crowd crowd, ExecutorService threads, List<Asking> askings)
            throws InterruptedException {
        for (Asking asking : askings) {
            Tally tally = new Tally();
            // On a crowded machine the moment may pass before the first request is made.
            for (int tries = 0; tries < MAX_TRIES && tally.requests() == 0; tries++) {
                tally = Crowd.result(crowd.rush(threads, 1, List.of(asking), 1, System.nanoTime() + TRY_NS));
            }
            if (tally.answers() == 0 || tally.answers() != tally.requests()) {
                throw new WrongAnswerException("no answer to " + asking.body() + ": " + tally.reason());
            }
        }
    }

    private static List<Figure> figures(Tally tally, Tally looks, ProcessPeaks peaks) {
        double kept = 100.0 * (tally.answers() + tally.refusals()) / tally.requests();
        double keptLooks = 100.0 * looks.answers() / looks.requests();
        List<Figure> figures = new ArrayList<>();
        figures.add(count("requests", "requests made", tally.requests(), "requests"));
        figures.add(count("answered", "answered exactly", tally.answers(), "requests"));
        figures.add(count("busy", "refused as busy, with a hint", tally.refusals(), "requests"));
        Figure lost = count("lost", "neither: lost", tally.lost(), "requests");
        figures.add(tally.lost() == 0 ? lost : lost.withNote("the last one: " + tally.reason()));
        figures.add(Figure.of("kept", "answered or refused", kept, "%").withGoal(Goal.valueAtLeast(100)));
        figures.add(Figure.of("answer_p50", "time to an answer, median", tally.answerMs(0.5), "ms"));
        figures.add(Figure.of("answer_p99", "time to an answer, 99 of 100", tally.answerMs(0.99), "ms"));
        figures.add(Figure.of("busy_p99", "time to a refusal, 99 of 100", tally.refusalMs(0.99), "ms"));
        figures.add(Figure.of("status", "status answered meanwhile", keptLooks, "%").withGoal(Goal.valueAtLeast(100)));
        figures.add(Figure.of("status_p99", "time to a status, 99 of 100", looks.answerMs(0.99), "ms"));
        figures.add(Figure.of("memory", "coordinator's memory at its peak", peaks.residentMib(), "MiB")
                .withGoal(Goal.valueAtMost(MEMORY_GOAL_MIB)));
        figures.add(count("threads", "coordinator's threads in the end", peaks.threads(), "threads"));
        return figures;
    }

    private static Figure count(String id, String what, long count, String unit) {
        return Figure.of(id, what, (double) count, unit);
    }
}
