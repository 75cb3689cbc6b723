package onecopy.service.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.QuantileAnswer;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankAnswer;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;

/**
 * Answers as CSV, all rows of one kind: {@code from,to,...} with a line per range or bin, {@code value,rank,equal},
 * {@code quantile,value}, and {@code top,value} or {@code bottom,value} with a line per element. A field is empty where a
 * bound is unbounded, the answer is nothing, or the query did not ask. No field can hold a comma or a quote.
 */
final class AnswerCsv {
    private static final String RANGE = "from,to";

    private AnswerCsv() {}

    /**
     * Makes sure that the answers to some queries can be printed.
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} where they would need rows of two kinds
     */
    static void requireOneKind(List<Query> queries) {
        String first = queries.isEmpty() ? RANGE : header(queries.getFirst());
        for (Query query : queries) {
            if (!header(query).equals(first)) {
                throw new OnecopyException(Fault.INVALID_ARGUMENT, "csv has rows of one kind, but these queries need '"
                        + first + "' and '" + header(query) + "': ask them in two commands or use --format json");
            }
        }
    }

    private static String header(Query query) {
        return switch (query) {
            case RangeQuery _,HistogramQuery _ -> RANGE;
            case RankQuery _ -> "value,rank,equal";
            case QuantileQuery _ -> "quantile,value";
            case TopQuery _ -> "top,value";
            case BottomQuery _ -> "bottom,value";
        };
    }

    /** Prints the answers to queries of one kind. */
    static void print(BatchAnswer answer, PrintWriter out) {
        List<Answer> answers = answer.answers();
        String header = answers.isEmpty() ? RANGE : header(answers.getFirst().query());
        if (header.equals(RANGE)) {
            printRanges(answers, out);
            return;
        }
        out.println(header);
        for (Answer one : answers) {
            switch (one) {
                case RankAnswer rank -> out.println(rank.query().value() + "," + rank.rank() + "," + rank.equal());
                case QuantileAnswer quantile ->
                    out.println(quantile.query().fraction().toPlainString() + "," + orEmpty(quantile.value()));
                case ValuesAnswer values -> printValues(values, out);
                case RangeAnswer _,HistogramAnswer _ -> throw new IllegalArgumentException("rows of two kinds");
            }
        }
    }

    private static void printValues(ValuesAnswer answer, PrintWriter out) {
        int count = answer.query() instanceof TopQuery top ? top.count() : ((BottomQuery) answer.query()).count();
        for (long value : answer.values()) {
            out.println(count + "," + value);
        }
    }

    private static void printRanges(List<Answer> answers, PrintWriter out) {
        List<RangeAnswer> rows = new ArrayList<>(answers.size());
        for (Answer answer : answers) {
            if (answer instanceof HistogramAnswer histogram) {
                rows.addAll(histogram.bins());
            } else {
                rows.add((RangeAnswer) answer);
            }
        }
        List<Aggregate> columns = AnswerColumns.of(rows).aggregates();
        StringBuilder line = new StringBuilder(RANGE);
        for (Aggregate column : columns) {
            line.append(',').append(column.label());
        }
        out.println(line);
        for (RangeAnswer row : rows) {
            Range range = row.query().range();
            line.setLength(0);
            line.append(range.from() == Long.MIN_VALUE ? "" : range.from()).append(',')
                    .append(range.to() == Long.MAX_VALUE ? "" : range.to());
            for (Aggregate column : columns) {
                line.append(',').append(orEmpty(AnswerColumns.value(row, column)));
            }
            out.println(line);
        }
    }

    private static Object orEmpty(Number value) {
        return value == null ? "" : value;
    }
}
