package onecopy.service.cli;

import java.io.PrintWriter;
import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;

/**
 * Answers as CSV: a header {@code from,to,...} and a line per query. A field is empty where a bound is unbounded, the
 * answer is nothing, or the query did not ask. No field can hold a comma or a quote.
 */
final class AnswerCsv {
    private AnswerCsv() {}

    static void print(BatchAnswer answer, PrintWriter out) {
        List<Aggregate> columns = AnswerColumns.of(answer).aggregates();
        StringBuilder line = new StringBuilder("from,to");
        for (Aggregate column : columns) {
            line.append(',').append(column.label());
        }
        out.println(line);
        for (RangeAnswer one : answer.rangeAnswers()) {
            Range range = one.query().range();
            line.setLength(0);
            line.append(range.from() == Long.MIN_VALUE ? "" : range.from()).append(',')
                    .append(range.to() == Long.MAX_VALUE ? "" : range.to());
            for (Aggregate column : columns) {
                Number value = AnswerColumns.value(one, column);
                line.append(',').append(value == null ? "" : value);
            }
            out.println(line);
        }
    }
}
