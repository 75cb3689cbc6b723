package onecopy.service.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Goal;
import onecopy.service.bench.figure.Rounds;
import onecopy.service.bench.figure.Samples;
import onecopy.service.bench.truth.Question;
import onecopy.service.query.Range;

/** Divisors of large values, which keep every core busy and memory idle: the rate of a core, and what N are worth. */
final class WorkersChapter implements Chapter {
    private static final String ONE = "one";
    private static final String ALL = "all";

    private final ServedData common;
    private final ServedData large;
    private final BenchSettings settings;

    /**
     * The chapter.
     *
     * @param common whose scan is limited by memory
     * @param large values of which every one has to be factored
     */
    WorkersChapter(ServedData common, ServedData large, BenchSettings settings) {
        this.common = common;
        this.large = large;
        this.settings = settings;
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        List<Figure> figures = new ArrayList<>(divisors());
        figures.addAll(counts());
        return figures;
    }

    private List<Figure> divisors() throws InterruptedException {
        Samples[] samples = oneAndAll(large, Question.ofAllDivisors(large.name(), large.oracle(), large.single()));
        double perCore = large.elements().count() * 1e3 / samples[0].median();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("divisors_large", "divisors of values up to 2^31-1, 1 worker", perCore,
                "million/s").withGoal(Goal.valueAtLeast(30)));
        if (settings.workers() > 1) {
            figures.add(Figure.of("divisors_large_workers", "the same, " + settings.workers() + " workers",
                    large.elements().count() * 1e3 / samples[1].median(), "million/s")
                    .comparedWith("1 worker", samples[0].ratioTo(samples[1]))
                    .withGoal(Goal.ratioAtLeast(0.985 * settings.workers())));
        }
        return figures;
    }

    private List<Figure> counts() throws InterruptedException {
        if (settings.workers() == 1) {
            return List.of();
        }
        List<Range> half = List.of(common.thresholds().atMost(0.5));
        Samples[] samples = oneAndAll(common, Question.scan(common.name(), half,
                common.oracle().about(half, false), "count", "sum"));
        double bytes = common.elements().bytes();
        return List.of(
                Figure.of("scan_one_worker", "count and sum, 1 worker", bytes / samples[0].median(), "GB/s"),
                Figure.of("scan_workers", "count and sum, " + settings.workers() + " workers",
                        bytes / samples[1].median(), "GB/s").comparedWith("1 worker", samples[0].ratioTo(samples[1]))
                        .withNote("one core nearly exhausts the memory of many machines: no goal"));
    }

    private Samples[] oneAndAll(ServedData data, Question question) throws InterruptedException {
        Map<String, Samples> samples = new Rounds().add(ONE, () -> question.askNs(data.single()))
                .add(ALL, () -> question.askNs(data.fleet())).take(1, settings.rounds());
        return new Samples[]{samples.get(ONE), samples.get(ALL)};
    }
}
