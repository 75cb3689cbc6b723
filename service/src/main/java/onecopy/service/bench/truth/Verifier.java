package onecopy.service.bench.truth;

import java.util.List;
import java.util.Map;
import onecopy.service.query.Aggregate;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;

/** Compares answers with the truth. Knows {@code count}, {@code sum} and {@code divisors}. */
public final class Verifier {
    private static final String DIVISORS = "divisors";

    private Verifier() {}

    /**
     * Returns where every number of every answer is right.
     *
     * @param who answered, for the message
     * @param asked the queries, whose ranges the truths are about
     * @throws WrongAnswerException for the first one that is not, and for answers to other questions
     */
    public static void require(String who, List<RangeQuery> asked, BatchAnswer answered, Map<Range, Truth> truths) {
        List<RangeQuery> questions = answered.rangeAnswers().stream().map(RangeAnswer::query).toList();
        if (!questions.equals(asked)) {
            throw new WrongAnswerException(who + " answered " + questions.size() + " other questions than the "
                    + asked.size() + " that were asked");
        }
        for (RangeAnswer answer : answered.rangeAnswers()) {
            List<Aggregate> aggregates = answer.query().aggregates();
            for (int i = 0; i < aggregates.size(); i++) {
                requireEqual(who + ", " + aggregates.get(i).label() + " of " + answer.query().range(),
                        expected(truths.get(answer.query().range()), aggregates.get(i)), answer.values().get(i));
            }
        }
    }

    /**
     * Returns where a count and a sum are right.
     *
     * @throws WrongAnswerException where one is not
     */
    public static void require(String who, Truth truth, long count, long sum) {
        requireEqual(who + ", count", truth.count(), count);
        requireEqual(who + ", sum", truth.sum(), sum);
    }

    private static Number expected(Truth truth, Aggregate aggregate) {
        return switch (aggregate.label()) {
            case "count" -> truth.count();
            case "sum" -> truth.sum();
            case DIVISORS -> truth.divisors();
            default -> throw new IllegalArgumentException("no truth about " + aggregate.label());
        };
    }

    private static void requireEqual(String what, Number expected, Number found) {
        if (found == null || expected == null || !expected.toString().equals(found.toString())) {
            throw new WrongAnswerException("wrong answer from " + what + ": " + found + " instead of " + expected);
        }
    }
}
