package onecopy.service.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import onecopy.data.command.Installation;
import onecopy.data.store.DatasetVersion;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Goal;
import onecopy.service.bench.figure.Rounds;
import onecopy.service.bench.figure.Samples;
import onecopy.service.bench.place.Child;
import onecopy.service.bench.place.Commands;
import onecopy.service.bench.place.Loading;
import onecopy.service.bench.place.Workplace;
import onecopy.service.bench.probe.Probe;
import onecopy.service.bench.truth.Question;
import onecopy.service.bench.truth.WrongAnswerException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;

/** Answers from the index: embedded on one thread, one threshold through the service, and a million in one call. */
final class IndexChapter implements Chapter {
    private static final String WIDE = "wide";
    private static final int SEARCHES = 1 << 20;
    private static final int MILLION = 1_000_000;
    private static final int SINGLES = 500;
    private static final int VERIFIED = 8;
    private static final long SEED = 8;

    private final Workplace place;
    private final Fleets fleets;
    private final ServedData common;
    private final BenchSettings settings;
    private final SplittableRandom random = new SplittableRandom(SEED);

    /**
     * The chapter.
     *
     * @param fleets on the temporary store
     * @param common whose index is built here where it lies in the temporary store; small values, many times each
     */
    IndexChapter(Workplace place, Fleets fleets, ServedData common, BenchSettings settings) {
        this.place = place;
        this.fleets = fleets;
        this.common = common;
        this.settings = settings;
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        if (settings.dataset().isEmpty()) {
            figures.add(build());
        }
        Loading.random(place, WIDE, common.elements().count(), Integer.MIN_VALUE, Integer.MAX_VALUE,
                Loading.Index.BUILT);
        try (DatasetVersion version = place.store().openCurrent(WIDE)) {
            ServedData wide = fleets.serving(version);
            verify(common, settings.dataset().isPresent() ? PlanKind.AUTO : PlanKind.INDEX);
            verify(wide, PlanKind.INDEX);
            figures.addAll(searches(wide));
            figures.addAll(served(wide));
        }
        return figures;
    }

    /** One sample: the pages of a second build would be warm. */
    private Figure build() throws InterruptedException {
        List<String> command = Commands.of(Installation.require(), List.of("index", common.name(), "--store",
                place.store().root().toString(), "--function", "divisors"));
        long startNs = System.nanoTime();
        try (Child index = place.start("index", command)) {
            index.requireSuccess();
        }
        return Figure.of("index_build", "building the index of the scanned values, with divisors, whole process",
                (System.nanoTime() - startNs) / 1e9, "s").withGoal(Goal.valueAtMost(3)).withNote("a single sample");
    }

    private static void verify(ServedData data, PlanKind plan) {
        List<Range> ranges = data.thresholds().evenly(VERIFIED);
        Question.of(data.name(), ranges, plan, data.oracle().about(ranges, false), "count", "sum")
                .askNs(data.fleet());
    }

    private List<Figure> searches(ServedData wide) throws InterruptedException {
        try (Probe single = Probe.indexSearch(place, wide.name(), SEARCHES, false);
                Probe together = Probe.indexSearch(place, wide.name(), SEARCHES, true)) {
            long[] found = single.run().found();
            if (found[0] != together.run().found()[0] || found[1] != together.run().found()[1]) {
                throw new WrongAnswerException("searching one by one and together gave different totals");
            }
            Map<String, Samples> samples = new Rounds().add("single", () -> single.run().elapsedNs())
                    .add("together", () -> together.run().elapsedNs()).take(settings.warmups(), settings.rounds());
            String what = "count and sum of a random threshold, embedded, 1 thread, ";
            return List.of(
                    Figure.of("index_single", what + "one by one", found[2] * 1e3 / samples.get("single").median(),
                            "million/s"),
                    Figure.of("index_together", what + "256 together",
                            found[2] * 1e3 / samples.get("together").median(), "million/s")
                            .withGoal(Goal.valueAtLeast(3)));
        }
    }

    private List<Figure> served(ServedData wide) throws InterruptedException {
        long[] serverNs = new long[1];
        Map<String, Samples> samples = new Rounds().add("trip", () -> {
            long startNs = System.nanoTime();
            serverNs[0] = ask(wide, thresholds(1)).elapsed().toNanos();
            return System.nanoTime() - startNs;
        }).add("server", () -> serverNs[0]).take(4 * SINGLES, 2 * SINGLES);
        Map<String, Samples> calls = new Rounds().add("million", () -> millionNs(wide)).take(settings.warmups(),
                settings.rounds());
        return List.of(
                Figure.of("index_server", "one threshold through the coordinator, its own time",
                        samples.get("server").median() / 1e3, "us").withGoal(Goal.valueAtMost(50)),
                Figure.of("index_trip", "the same, the whole round trip from a warm client",
                        samples.get("trip").median() / 1e3, "us").withGoal(Goal.valueAtMost(300)),
                Figure.of("index_million", "a batch of a million random thresholds over HTTP, whole call",
                        calls.get("million").median() / 1e6, "ms").withGoal(Goal.valueAtMost(1000)));
    }

    private long millionNs(ServedData wide) {
        List<Query> queries = thresholds(MILLION);
        long startNs = System.nanoTime();
        int answers = ask(wide, queries).answers().size();
        long elapsedNs = System.nanoTime() - startNs;
        if (answers != MILLION) {
            throw new WrongAnswerException("a batch of " + MILLION + " thresholds has " + answers + " answers");
        }
        return elapsedNs;
    }

    private static BatchAnswer ask(ServedData wide, List<Query> queries) {
        return wide.fleet().ask(wide.name(), queries, PlanKind.INDEX);
    }

    private List<Query> thresholds(int count) {
        List<Aggregate> aggregates = List.of(Aggregate.COUNT, Aggregate.SUM);
        return random.longs(count, Integer.MIN_VALUE, Integer.MAX_VALUE)
                .<Query>mapToObj(n -> new RangeQuery(Range.atMost(n), aggregates)).toList();
    }
}
