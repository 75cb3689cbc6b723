package onecopy.service.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import onecopy.service.query.Aggregate;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;

/** Answers as a table for people: aligned columns, thousands separators, every digit. */
final class AnswerTable {
    private static final String GAP = "   ";
    private static final String NOTHING = "-";

    private final BatchAnswer answer;
    private final List<String[]> rows = new ArrayList<>();

    private AnswerTable(BatchAnswer answer) {
        this.answer = answer;
        List<Aggregate> columns = AnswerColumns.of(answer).aggregates();
        String[] header = new String[columns.size() + 1];
        header[0] = "range";
        for (int i = 0; i < columns.size(); i++) {
            header[i + 1] = columns.get(i).label();
        }
        rows.add(header);
        for (RangeAnswer one : answer.rangeAnswers()) {
            rows.add(row(one, columns));
        }
    }

    /** Prints the table and a line that says how the answers were obtained. */
    static void print(BatchAnswer answer, PrintWriter out) {
        new AnswerTable(answer).print(out);
    }

    private void print(PrintWriter out) {
        int[] widths = widths();
        if (!answer.rangeAnswers().isEmpty()) {
            for (int i = 0; i < rows.size(); i++) {
                out.println(line(rows.get(i), widths));
                if (i == 0) {
                    out.println("-".repeat(lineWidth(widths)));
                }
            }
            out.println();
        }
        out.println(summary());
    }

    private static String[] row(RangeAnswer one, List<Aggregate> columns) {
        String[] cells = new String[columns.size() + 1];
        cells[0] = describe(one.query().range());
        for (int i = 0; i < columns.size(); i++) {
            Aggregate column = columns.get(i);
            cells[i + 1] = AnswerColumns.asked(one, column) ? number(AnswerColumns.value(one, column)) : "";
        }
        return cells;
    }

    static String describe(Range range) {
        if (range.isEmpty()) {
            return "nothing";
        }
        if (range.from() == range.to()) {
            return "x = " + number(range.from());
        }
        boolean below = range.from() > Long.MIN_VALUE;
        boolean above = range.to() < Long.MAX_VALUE;
        if (below && above) {
            return number(range.from()) + " <= x <= " + number(range.to());
        }
        if (above) {
            return "x <= " + number(range.to());
        }
        return below ? "x >= " + number(range.from()) : "all x";
    }

    /** {@return a number with thousands separators and all its digits} */
    static String number(Number value) {
        if (value == null) {
            return NOTHING;
        }
        String digits = value instanceof Double mean
                ? new BigDecimal(mean.toString()).toPlainString()
                : value.toString();
        int start = digits.startsWith("-") ? 1 : 0;
        int point = digits.indexOf('.');
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = (point < 0 ? digits.length() : point) - 3; i > start; i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return widths;
    }

    private static int lineWidth(int[] widths) {
        int width = (widths.length - 1) * GAP.length();
        for (int column : widths) {
            width += column;
        }
        return width;
    }

    private static String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        line.append(cells[0]).repeat(' ', widths[0] - cells[0].length());
        for (int i = 1; i < cells.length; i++) {
            line.append(GAP).repeat(' ', widths[i] - cells[i].length()).append(cells[i]);
        }
        return line.toString().stripTrailing();
    }

    private String summary() {
        StringBuilder line = new StringBuilder();
        line.append(answer.dataset()).append(" version ").append(answer.version()).append(": ")
                .append(counted(answer.elements(), "element")).append("; plan ").append(answer.plan().label());
        if (answer.scannedElements() > 0) {
            line.append(", scanned ").append(number(answer.scannedElements())).append(" with ")
                    .append(counted(answer.workers(), "worker"));
        }
        return line.append(", ").append(time(answer.elapsed())).toString();
    }

    static String counted(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static String time(Duration elapsed) {
        double ms = elapsed.toNanos() / 1e6;
        return ms < 1000
                ? String.format(Locale.ROOT, ms < 10 ? "%.2f ms" : "%.0f ms", ms)
                : String.format(Locale.ROOT, "%.2f s", ms / 1000);
    }
}
