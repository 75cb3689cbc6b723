package onecopy.service.cli;

import java.util.ArrayList;
import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.RangeAnswer;

/** The aggregates of a batch as columns, each once, in the order in which the queries first ask for them. */
final class AnswerColumns {
    private final List<Aggregate> aggregates = new ArrayList<>();

    private AnswerColumns() {}

    static AnswerColumns of(BatchAnswer answer) {
        AnswerColumns columns = new AnswerColumns();
        for (RangeAnswer one : answer.rangeAnswers()) {
            for (Aggregate aggregate : one.query().aggregates()) {
                if (!columns.aggregates.contains(aggregate)) {
                    columns.aggregates.add(aggregate);
                }
            }
        }
        return columns;
    }

    /** {@return the columns} */
    List<Aggregate> aggregates() {
        return aggregates;
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
