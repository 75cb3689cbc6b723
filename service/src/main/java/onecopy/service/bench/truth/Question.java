package onecopy.service.bench.truth;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.query.Aggregate;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.wire.ExplainedAnswer;

/**
 * A batch whose right answers are known. Every time it is asked the answers are checked again: a fast wrong answer is
 * never a sample.
 */
public final class Question {
    private static final String DIVISORS = "divisors";

    private final String dataset;
    private final List<RangeQuery> queries;
    private final PlanKind plan;
    private final Map<Range, Truth> truths;

    private Question(String dataset, List<RangeQuery> queries, PlanKind plan, Map<Range, Truth> truths) {
        this.dataset = dataset;
        this.queries = queries;
        this.plan = plan;
        this.truths = truths;
    }

    /**
     * {@return a question answered by a forced scan}
     *
     * @param truths about each of the ranges
     * @param aggregates asked of each range, among {@code count}, {@code sum} and {@code divisors}
     */
    public static Question scan(String dataset, List<Range> ranges, Map<Range, Truth> truths, String... aggregates) {
        return of(dataset, ranges, PlanKind.SCAN, truths, aggregates);
    }

    /** {@return the same by any plan} */
    public static Question of(String dataset, List<Range> ranges, PlanKind plan, Map<Range, Truth> truths,
            String... aggregates) {
        List<Aggregate> wanted = Arrays.stream(aggregates).map(Aggregate::ofLabel).toList();
        return new Question(dataset, ranges.stream().map(range -> new RangeQuery(range, wanted)).toList(),
                plan,
                truths);
    }

    /** {@return the same, answered as the planner likes} */
    public Question planned() {
        return new Question(dataset, queries, PlanKind.AUTO, truths);
    }

    /**
     * {@return the sum of divisors over all values, as one fleet gives it, after it was right about some thousands of
     * values all over their range}
     *
     * <p>
     * Trial division of every large value would take hours. One fleet's word is then held against every other's.
     */
    public static Question ofAllDivisors(String dataset, Oracle oracle, ServedFleet fleet) {
        List<Range> narrow = oracle.narrowRanges();
        scan(dataset, narrow, oracle.about(narrow, true), "count", "sum", DIVISORS).askNs(fleet);
        List<RangeQuery> all = List.of(new RangeQuery(Range.ALL, List.of(Aggregate.sumOf(DIVISORS))));
        RangeAnswer answer = fleet.ask(dataset, all, PlanKind.SCAN).rangeAnswers().getFirst();
        Truth word = new Truth(0, BigInteger.ZERO, (BigInteger) answer.values().getFirst());
        return new Question(dataset, all, PlanKind.SCAN, Map.of(Range.ALL, word));
    }

    /** Asks it and checks the answers. {@return the server's time for it} */
    public long askNs(ServedFleet fleet) {
        return verified(fleet.ask(dataset, queries, plan)).elapsed().toNanos();
    }

    /** Asks it and checks the answers. {@return them, and how they were computed} */
    public ExplainedAnswer explain(ServedFleet fleet) {
        ExplainedAnswer explained = fleet.explain(dataset, queries, plan);
        verified(explained.answer());
        return explained;
    }

    private BatchAnswer verified(BatchAnswer answer) {
        Verifier.require("a fleet of " + answer.workers() + " workers", queries, answer, truths);
        return answer;
    }
}
