package onecopy.service.benchmarks.rivals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Rounds;
import onecopy.service.bench.figure.Samples;

/** One batch of thresholds put to every contender: first the answers are compared, then the times are taken in turns. */
final class Comparison {
    private final String id;
    private final String what;
    private final long[] thresholds;
    private final List<Contender.Answer> expected;

    /**
     * A batch and its right answers.
     *
     * @param id for scripts
     * @param what for people
     * @param expected by other means, one for each threshold
     */
    Comparison(String id, String what, long[] thresholds, List<Contender.Answer> expected) {
        this.id = id;
        this.what = what;
        this.thresholds = thresholds.clone();
        this.expected = expected;
    }

    /** {@return a figure for each contender, with its time as a multiple of the first one's} */
    List<Figure> among(List<Contender> contenders, int warmups, int roundCount) throws InterruptedException {
        Rounds rounds = new Rounds();
        contenders.forEach(contender -> rounds.add(contender.label(), () -> verifiedNs(contender)));
        Map<String, Samples> samples = rounds.take(warmups, roundCount);
        Contender first = contenders.getFirst();
        List<Figure> figures = new ArrayList<>();
        for (Contender contender : contenders) {
            Samples its = samples.get(contender.label());
            Figure figure = Figure.of(id + "_" + contender.label().toLowerCase(Locale.ROOT).replaceAll(
                    "[^a-z0-9]+", "_"), what + ": " + contender.label(), its.median() / 1e6, "ms");
            figures.add(figures.isEmpty()
                    ? figure
                    : figure.comparedWith(first.label(), its.ratioTo(samples.get(first.label()))));
        }
        return figures;
    }

    private long verifiedNs(Contender contender) {
        try {
            long startNs = System.nanoTime();
            List<Contender.Answer> answers = contender.atMost(thresholds);
            long elapsedNs = System.nanoTime() - startNs;
            verify(contender, answers);
            return elapsedNs;
        } catch (Exception e) {
            throw new IllegalStateException(contender.label() + " failed", e);
        }
    }

    private void verify(Contender contender, List<Contender.Answer> answers) {
        for (int i = 0; i < thresholds.length; i++) {
            Contender.Answer right = contender.sums()
                    ? expected.get(i)
                    : new Contender.Answer(expected.get(i).count(), Contender.Answer.UNKNOWN_SUM);
            if (!answers.get(i).equals(right)) {
                throw new IllegalStateException("wrong answer for " + thresholds[i] + " of "
                        + Arrays.toString(thresholds) + ": " + answers.get(i) + " instead of " + right);
            }
        }
    }
}
