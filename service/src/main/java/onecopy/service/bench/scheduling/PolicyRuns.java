package onecopy.service.bench.scheduling;

import java.util.ArrayList;
import java.util.List;
import onecopy.service.bench.figure.Samples;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.bench.truth.Question;
import onecopy.service.wire.ExplainedAnswer;

/** One batch asked again and again of a fleet with one policy: its times, and the idle tails. Used by one thread. */
final class PolicyRuns {
    private final ServedFleet fleet;
    private final Question question;
    private final List<Double> idlePercents = new ArrayList<>();

    PolicyRuns(ServedFleet fleet, Question question) {
        this.fleet = fleet;
        this.question = question;
    }

    /** {@return the time of one batch; its idle tail is kept} */
    long takeNs() {
        ExplainedAnswer explained = question.explain(fleet);
        long batchNs = explained.answer().elapsed().toNanos();
        idlePercents.add(100.0 * explained.explanation().orElseThrow().idleTailNs() / batchNs);
        return batchNs;
    }

    /** {@return the idle tail in percent of the batch, without the first samples} */
    Samples idlePercents(int warmups) {
        return new Samples(idlePercents.stream().skip(warmups).mapToDouble(percent -> percent).toArray());
    }
}
