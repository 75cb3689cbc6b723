package onecopy.service.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Goal;
import onecopy.service.bench.figure.Rounds;
import onecopy.service.bench.figure.Samples;
import onecopy.service.bench.place.Workplace;
import onecopy.service.bench.probe.Probe;
import onecopy.service.bench.truth.Question;
import onecopy.service.bench.truth.Truth;
import onecopy.service.query.Range;

/** Forced scans through the coordinator, held against the plain read of memory and against each other. */
final class ScanChapter implements Chapter {
    private static final String READ = "read";
    private static final String COUNT = "count";
    private static final String HALF = "half";
    private static final String THIRTEEN = "thirteen";
    private static final String DIVISORS = "divisors";
    private static final String MANY = "many";
    private static final int MANY_THRESHOLDS = 256;
    /** The rate of memory is the same however much of it is read beyond the caches. */
    private static final long MOST_READ_BYTES = 4L << 30;

    private final Workplace place;
    private final ServedData data;
    private final BenchSettings settings;

    ScanChapter(Workplace place, ServedData data, BenchSettings settings) {
        this.place = place;
        this.data = data;
        this.settings = settings;
    }

    /** Shares of the elements that pass the threshold, by the name of their measurement. */
    private static Map<String, Double> selectivities() {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("none", 0.0);
        shares.put("few", 0.001);
        shares.put(HALF, 0.5);
        shares.put("most", 0.999);
        shares.put("all", 1.0);
        return shares;
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        Map<String, Question> questions = questions();
        try (Probe read = Probe.plainRead(place, Math.min(data.elements().bytes(), MOST_READ_BYTES),
                settings.workers())) {
            long bytesRead = read.run().found()[1];
            Rounds rounds = new Rounds().add(READ, () -> read.run().elapsedNs());
            questions.forEach((name, question) -> rounds.add(name, () -> question.askNs(data.fleet())));
            return figures(rounds.take(settings.warmups(), settings.rounds()), bytesRead);
        }
    }

    private Map<String, Question> questions() {
        List<Range> thirteen = data.thresholds().thirteen();
        List<Range> many = data.thresholds().evenly(MANY_THRESHOLDS);
        Set<Range> ranges = new HashSet<>(many);
        ranges.addAll(thirteen);
        selectivities().values().forEach(share -> ranges.add(data.thresholds().atMost(share)));
        boolean divisors = data.oracle().knowsAllDivisors();
        Map<Range, Truth> truths = data.oracle().about(ranges, divisors);
        Map<String, Question> questions = new LinkedHashMap<>();
        questions.put(COUNT, scan(List.of(data.thresholds().atMost(0.5)), truths, "count"));
        selectivities().forEach((name, share) -> questions.put(name,
                scan(List.of(data.thresholds().atMost(share)), truths, "count", "sum")));
        questions.put(THIRTEEN, scan(thirteen, truths, "count", "sum"));
        if (divisors) {
            questions.put(DIVISORS, scan(thirteen, truths, "count", "sum", "divisors"));
        }
        questions.put(MANY, scan(many, truths, "count", "sum"));
        return questions;
    }

    private Question scan(List<Range> ranges, Map<Range, Truth> truths, String... aggregates) {
        return Question.scan(data.name(), ranges, truths, aggregates);
    }

    private List<Figure> figures(Map<String, Samples> samples, long bytesRead) {
        List<Figure> figures = new ArrayList<>();
        Samples read = samples.get(READ);
        figures.add(Figure.of("read", "plain vectorised read of memory (R), " + settings.workers() + " threads",
                bytesRead / read.median(), "GB/s"));
        figures.add(againstRead("count", "count under one threshold, 50 % pass", samples.get(COUNT), read, bytesRead));
        selectivities().forEach((name, share) -> figures.add(againstRead("count_sum_" + name,
                "count and sum under one threshold, " + percent(share) + " pass", samples.get(name), read,
                bytesRead)));
        figures.add(against("thirteen", "13 thresholds (5 distinct), count and sum", samples.get(THIRTEEN),
                samples.get(HALF), "one threshold", 1.15));
        if (samples.containsKey(DIVISORS)) {
            figures.add(against("thirteen_divisors", "13 thresholds, count, sum and divisors", samples.get(DIVISORS),
                    samples.get(COUNT), "one count", 4));
        }
        figures.add(against("many", MANY_THRESHOLDS + " distinct thresholds, count and sum", samples.get(MANY),
                samples.get(HALF), "one threshold", 12));
        return figures;
    }

    private Figure againstRead(String id, String what, Samples scan, Samples read, long bytesRead) {
        double bytes = data.elements().bytes();
        return Figure.of(id, what, bytes / scan.median(), "GB/s")
                .comparedWith("R", read.ratioTo(scan) * bytes / bytesRead).withGoal(Goal.ratioAtLeast(0.97));
    }

    private static Figure against(String id, String what, Samples samples, Samples baseline, String name,
            double bound) {
        return Figure.of(id, what, samples.median() / 1e6, "ms").comparedWith(name, samples.ratioTo(baseline))
                .withGoal(Goal.ratioAtMost(bound));
    }

    private static String percent(double share) {
        double percent = share * 100;
        return (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent)) + " %";
    }
}
