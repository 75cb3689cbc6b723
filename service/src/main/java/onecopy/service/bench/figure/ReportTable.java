package onecopy.service.bench.figure;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.command.TextTable;

/** A report as plain text: the conditions, one table, the remarks. */
public final class ReportTable {
    private static final String[] HEADER = {"what", "value", "unit", "ratio", "to", "goal", "reached"};
    private static final String ALIGNMENTS = "lrlrlrl";

    private ReportTable() {}

    /** Writes a report. */
    public static void write(Report report, PrintWriter out) {
        out.println(report.title());
        report.conditions().forEach((name, value) -> out.println("  " + name + ": " + value));
        out.println();
        List<String[]> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        rows.add(HEADER);
        report.figures().forEach(figure -> rows.add(row(figure, notes)));
        new TextTable(rows, ALIGNMENTS).print(out);
        out.println();
        for (int i = 0; i < notes.size(); i++) {
            out.println("(" + (i + 1) + ") " + notes.get(i));
        }
        if (report.goals() > 0) {
            out.println(report.goalsReached() + " of " + report.goals() + " goals reached.");
        }
    }

    private static String[] row(Figure figure, List<String> notes) {
        return new String[]{figure.what() + noteMark(figure.note(), notes), Numeral.of(figure.value()), figure.unit(),
            figure.comparison().map(it -> Numeral.ofRatio(it.ratio()) + " x").orElse(""),
            figure.comparison().map(Figure.Comparison::baseline).orElse(""), goal(figure),
            figure.reached().map(reached -> reached ? "yes" : "NO").orElse("")};
    }

    private static String noteMark(String note, List<String> notes) {
        if (note.isEmpty()) {
            return "";
        }
        if (!notes.contains(note)) {
            notes.add(note);
        }
        return " (" + (notes.indexOf(note) + 1) + ")";
    }

    /** {@return a figure's goal in a few characters, such as {@code >= 0.97 x}; empty without one} */
    static String goal(Figure figure) {
        return figure.goal().map(goal -> (goal.atLeast() ? ">= " : "<= ") + Numeral.ofBound(goal.bound()) + " "
                + (goal.judged() == Goal.Judged.VALUE ? figure.unit() : "x")).orElse("");
    }
}
