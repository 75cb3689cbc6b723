package onecopy.service.cli;

import java.util.ArrayList;
import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.RangeAnswer;

/**
 * The aggregates of some ranges as columns, each once, in the order in which the ranges first ask for them.
 *
 * @param aggregates the columns
 */
record AnswerColumns(List<Aggregate> aggregates) {
    static AnswerColumns of(List<RangeAnswer> answers) {
        List<Aggregate> columns = new ArrayList<>();
        List<Aggregate> last = columns;
        for (RangeAnswer answer : answers) {
            List<Aggregate> asked = answer.query().aggregates();
            if (!asked.equals(last)) {
                last = asked;
                addMissing(columns, asked);
            }
        }
        return new AnswerColumns(columns);
    }

    private static void addMissing(List<Aggregate> columns, List<Aggregate> asked) {
        for (Aggregate aggregate : asked) {
            if (!columns.contains(aggregate)) {
                columns.add(aggregate);
            }
        }
    }

    /** {@return an answer's value in a column; null where the query did not ask or nothing is the answer} */
    static Number value(RangeAnswer answer, Aggregate column) {
        int place = answer.query().aggregates().indexOf(column);
        return place < 0 ? null : answer.values().get(place);
    }

    /** {@return whether the query of an answer asked for a column} */
    static boolean asked(RangeAnswer answer, Aggregate column) {
        return answer.query().aggregates().contains(column);
    }
}
