package onecopy.service.benchmarks.rivals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.query.Aggregate;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;

/** onecopy as its users run it: a coordinator, workers, and a question over HTTP; a forced scan, or as it likes. */
final class OnecopyFleet implements Contender {
    private final ServedFleet fleet;
    private final String dataset;
    private final PlanKind plan;

    OnecopyFleet(ServedFleet fleet, String dataset, PlanKind plan) {
        this.fleet = fleet;
        this.dataset = dataset;
        this.plan = plan;
    }

    @Override
    public String label() {
        return plan == PlanKind.SCAN ? "onecopy, forced scan" : "onecopy, its own plan";
    }

    @Override
    public List<Answer> atMost(long[] thresholds) {
        List<RangeQuery> queries = Arrays.stream(thresholds)
                .mapToObj(n -> new RangeQuery(Range.atMost(n), List.of(Aggregate.COUNT, Aggregate.SUM))).toList();
        return fleet.ask(dataset, queries, plan).rangeAnswers().stream().map(answer -> new Answer(
                (Long) answer.values().get(0), ((BigInteger) answer.values().get(1)).longValueExact())).toList();
    }

    @Override
    public void close() {}
}
