package onecopy.service.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.command.TextTable;
import onecopy.data.command.Units;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramAnswer;
import onecopy.service.query.QuantileAnswer;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RankAnswer;
import onecopy.service.query.TopQuery;
import onecopy.service.query.ValuesAnswer;

/**
 * Answers for people, in the order of the queries: a table for neighbours of one kind, one for each histogram, a list for
 * the largest or smallest elements. Thousands separators, every digit.
 */
final class AnswerTable {
    private static final String NOTHING = "-";
    private static final int LINE_WIDTH = 100;
    private static final String GAP = "  ";

    private final PrintWriter out;

    private AnswerTable(PrintWriter out) {
        this.out = out;
    }

    /** Prints the answers and a line that says how they were obtained. */
    static void print(BatchAnswer answer, PrintWriter out) {
        AnswerTable table = new AnswerTable(out);
        List<Answer> answers = answer.answers();
        int next = 0;
        while (next < answers.size()) {
            int end = endOfTable(answers, next);
            table.print(answers.subList(next, end));
            out.println();
            next = end;
        }
        out.println(summary(answer));
    }

    private static int endOfTable(List<Answer> answers, int start) {
        Answer first = answers.get(start);
        int end = start + 1;
        if (first instanceof HistogramAnswer || first instanceof ValuesAnswer) {
            return end;
        }
        while (end < answers.size() && answers.get(end).getClass() == first.getClass()) {
            end++;
        }
        return end;
    }

    private void print(List<Answer> answers) {
        // Short commands mostly ask for ranges, and linking a switch over types takes milliseconds.
        if (answers.getFirst() instanceof RangeAnswer) {
            printRanges(answers);
        } else {
            printOther(answers);
        }
    }

    private void printOther(List<Answer> answers) {
        switch (answers.getFirst()) {
            case RangeAnswer _ -> printRanges(answers);
            case RankAnswer _ -> printRanks(answers);
            case QuantileAnswer _ -> printQuantiles(answers);
            case HistogramAnswer histogram -> printBins(histogram.bins());
            case ValuesAnswer values -> printValues(values);
        }
    }

    private void printRanges(List<Answer> answers) {
        List<RangeAnswer> ranges = new ArrayList<>(answers.size());
        for (Answer answer : answers) {
            ranges.add((RangeAnswer) answer);
        }
        List<Aggregate> columns = AnswerColumns.of(ranges).aggregates();
        List<String[]> rows = new ArrayList<>(answers.size() + 1);
        rows.add(header(columns, "range"));
        for (RangeAnswer answer : ranges) {
            rows.add(row(answer, columns, describe(answer.query().range())));
        }
        new TextTable(rows, "l" + "r".repeat(columns.size())).print(out);
    }

    private void printBins(List<RangeAnswer> bins) {
        if (bins.isEmpty()) {
            out.println("a histogram without bins: the dataset has no elements");
            return;
        }
        List<Aggregate> columns = AnswerColumns.of(bins).aggregates();
        List<String[]> rows = new ArrayList<>(bins.size() + 1);
        rows.add(header(columns, "from", "to"));
        for (RangeAnswer bin : bins) {
            Range range = bin.query().range();
            rows.add(range.isEmpty()
                    ? row(bin, columns, "nothing", "")
                    : row(bin, columns, Units.grouped(range.from()), Units.grouped(range.to())));
        }
        new TextTable(rows, "r".repeat(columns.size() + 2)).print(out);
    }

    private static String[] header(List<Aggregate> columns, String... first) {
        String[] cells = new String[first.length + columns.size()];
        System.arraycopy(first, 0, cells, 0, first.length);
        for (int i = 0; i < columns.size(); i++) {
            cells[first.length + i] = columns.get(i).label();
        }
        return cells;
    }

    private static String[] row(RangeAnswer answer, List<Aggregate> columns, String... first) {
        String[] cells = new String[first.length + columns.size()];
        System.arraycopy(first, 0, cells, 0, first.length);
        for (int i = 0; i < columns.size(); i++) {
            Aggregate column = columns.get(i);
            cells[first.length + i] = AnswerColumns.asked(answer, column)
                    ? orNothing(AnswerColumns.value(answer, column))
                    : "";
        }
        return cells;
    }

    private void printRanks(List<Answer> answers) {
        List<String[]> rows = new ArrayList<>(answers.size() + 1);
        rows.add(new String[]{"rank of", "smaller", "equal"});
        for (Answer answer : answers) {
            RankAnswer rank = (RankAnswer) answer;
            rows.add(new String[]{Units.grouped(rank.query().value()), Units.grouped(rank.rank()),
                Units.grouped(rank.equal())});
        }
        new TextTable(rows, "rrr").print(out);
    }

    private void printQuantiles(List<Answer> answers) {
        List<String[]> rows = new ArrayList<>(answers.size() + 1);
        rows.add(new String[]{"quantile", "value"});
        for (Answer answer : answers) {
            QuantileAnswer quantile = (QuantileAnswer) answer;
            rows.add(new String[]{quantile.query().fraction().toPlainString(), orNothing(quantile.value())});
        }
        new TextTable(rows, "lr").print(out);
    }

    private void printValues(ValuesAnswer answer) {
        List<String> values = answer.values().stream().map(Units::grouped).toList();
        out.println(describe(answer));
        int width = values.stream().mapToInt(String::length).max().orElse(0);
        int perLine = Math.max(1, LINE_WIDTH / (GAP.length() + width));
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            line.append(GAP).repeat(' ', width - values.get(i).length()).append(values.get(i));
            if ((i + 1) % perLine == 0 || i + 1 == values.size()) {
                out.println(line);
                line.setLength(0);
            }
        }
    }

    private static String describe(ValuesAnswer answer) {
        int count = answer.query() instanceof TopQuery top ? top.count() : ((BottomQuery) answer.query()).count();
        String order = answer.query() instanceof TopQuery ? ", largest first" : ", smallest first";
        String all = answer.values().size() < count ? "; the dataset has no more than these" : "";
        return (answer.query() instanceof TopQuery ? "top " : "bottom ") + Units.grouped(count) + order + all;
    }

    static String describe(Range range) {
        if (range.isEmpty()) {
            return "nothing";
        }
        if (range.from() == range.to()) {
            return "x = " + Units.grouped(range.from());
        }
        boolean below = range.from() > Long.MIN_VALUE;
        boolean above = range.to() < Long.MAX_VALUE;
        if (below && above) {
            return Units.grouped(range.from()) + " <= x <= " + Units.grouped(range.to());
        }
        if (above) {
            return "x <= " + Units.grouped(range.to());
        }
        return below ? "x >= " + Units.grouped(range.from()) : "all x";
    }

    private static String orNothing(Number value) {
        return value == null ? NOTHING : Units.grouped(value);
    }

    private static String summary(BatchAnswer answer) {
        StringBuilder line = new StringBuilder();
        line.append(answer.dataset()).append(" version ").append(answer.version()).append(": ")
                .append(Units.counted(answer.elements(), "element", "elements")).append("; plan ")
                .append(answer.plan().label());
        if (answer.scannedElements() > 0) {
            line.append(", scanned ").append(Units.grouped(answer.scannedElements())).append(" with ")
                    .append(Units.counted(answer.workers(), "worker", "workers"));
        }
        return line.append(", ").append(Units.duration(answer.elapsed().toNanos())).toString();
    }
}
