package onecopy.service.bench;

import java.util.List;
import java.util.Map;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Goal;
import onecopy.service.bench.figure.Rounds;
import onecopy.service.bench.figure.Samples;
import onecopy.service.bench.truth.Question;
import onecopy.service.query.Range;

/** The experiment to reproduce: a million integers, thirteen thresholds, divisors; warm, in the server's own time. */
final class ExperimentChapter implements Chapter {
    /** A batch of a few milliseconds wants more samples than one of seconds, and its code more runs to be compiled. */
    private static final int MORE = 5;
    private static final String SCAN = "scan";
    private static final String PLANNED = "planned";

    private final ServedData million;
    private final BenchSettings settings;

    ExperimentChapter(ServedData million, BenchSettings settings) {
        this.million = million;
        this.settings = settings;
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        List<Range> thirteen = million.thresholds().thirteen();
        Question scan = Question.scan(million.name(), thirteen, million.oracle().about(thirteen, true), "count",
                "divisors");
        Question planned = scan.planned();
        Map<String, Samples> samples = new Rounds().add(SCAN, () -> scan.askNs(million.fleet()))
                .add(PLANNED, () -> planned.askNs(million.fleet()))
                .take(MORE * settings.warmups(), MORE * settings.rounds());
        return List.of(
                Figure.of("experiment_scan", "a million integers, 13 thresholds, divisors, forced scan",
                        samples.get(SCAN).median() / 1e6, "ms").withGoal(Goal.valueAtMost(10)),
                Figure.of("experiment", "the same, as the planner likes", samples.get(PLANNED).median() / 1e6, "ms")
                        .withGoal(Goal.valueAtMost(2)));
    }
}
