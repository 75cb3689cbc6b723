package onecopy.service.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onecopy.data.ElementType;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Goal;
import onecopy.service.bench.figure.Rounds;
import onecopy.service.bench.figure.Samples;
import onecopy.service.bench.place.Workplace;
import onecopy.service.bench.probe.Probe;
import onecopy.service.bench.truth.Question;

/** Divisors by the original loop against ours, one core each, on the values of the experiment and on large ones. */
final class DivisorsChapter implements Chapter {
    private static final String TRIAL = "trial";
    private static final String OURS = "ours";
    private static final int SAMPLE = 1 << 14;
    private static final int SAMPLE_OF_LARGE = 1 << 11;

    private final Workplace place;
    private final ServedData common;
    private final ServedData large;
    private final BenchSettings settings;

    DivisorsChapter(Workplace place, ServedData common, ServedData large, BenchSettings settings) {
        this.place = place;
        this.common = common;
        this.large = large;
        this.settings = settings;
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        if (common.oracle().knowsAllDivisors() && common.elements().type() == ElementType.INT32) {
            figures.addAll(compare(common, "", "values of the scans", SAMPLE));
        }
        figures.addAll(compare(large, "_large", "values up to 2^31-1", SAMPLE_OF_LARGE));
        return figures;
    }

    private List<Figure> compare(ServedData data, String suffix, String values, int sample)
            throws InterruptedException {
        Question all = Question.ofAllDivisors(data.name(), data.oracle(), data.single());
        try (Probe trial = Probe.trialDivision(place, data.elements(), sample)) {
            long sampled = trial.run().found()[1];
            Map<String, Samples> samples = new Rounds().add(TRIAL, () -> trial.run().elapsedNs())
                    .add(OURS, () -> all.askNs(data.single())).take(1, settings.rounds());
            double trialNs = samples.get(TRIAL).median() / sampled;
            double oursNs = samples.get(OURS).median() / data.elements().count();
            double ratio = samples.get(TRIAL).ratioTo(samples.get(OURS)) * data.elements().count() / sampled;
            return List.of(
                    Figure.of("trial_division" + suffix, "divisors by trial division, " + values + ", 1 core",
                            1e3 / trialNs, "million/s")
                            .withNote("the original loop in Java on a sample of " + sampled
                                    + " elements at equal distances; the rate is taken for that of all"),
                    Figure.of("divisors" + suffix + "_core", "divisors by onecopy, " + values + ", 1 worker",
                            1e3 / oursNs, "million/s").comparedWith("trial division", ratio)
                            .withGoal(Goal.ratioAtLeast(1000)));
        }
    }
}
