package onecopy.service.torture.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import onecopy.data.command.TextTable;
import onecopy.service.torture.fault.FaultKind;

/** A report for people. */
public final class ReportText {
    private static final int MAX_COMPLAINTS = 5;

    private ReportText() {}

    /** Prints the sums. */
    public static void print(TortureReport report, PrintWriter out) {
        List<String[]> rows = new ArrayList<>();
        rows.add(row("what", ""));
        rows.add(row("runs", report.results().size()));
        rows.add(row("batches", report.batches()));
        rows.add(row("exact answers", report.exact()));
        report.typed().forEach((fault, count) -> rows.add(row("typed errors, " + fault.code(), count)));
        rows.add(row("wrong answers", report.wrong()));
        rows.add(row("hangs", report.hangs()));
        rows.add(row("unexpected errors", report.unexpected()));
        rows.add(row("leaks", report.leaks()));
        new TextTable(rows, "lr").print(out);
        out.println();
        List<String[]> faults = new ArrayList<>();
        faults.add(row("fault", "injected"));
        report.injected().forEach((kind, count) -> faults.add(row(kind.label(), count)));
        new TextTable(faults, "lr").print(out);
        out.println();
        report.shortcomings().forEach(out::println);
        report.slowestRestart().ifPresent(slowest -> out.printf(
                "slowest restart of a coordinator, from its end to the next answer: %,d ms (seed %d: %s; %s)%n",
                slowest.slowestRecovery().toMillis(), slowest.seed(), slowest.scenery(), labels(slowest)));
        out.printf("%,d runs in %,.1f s%n", report.results().size(), report.elapsed().toMillis() / 1e3);
        if (report.next() < report.runs()) {
            out.printf("%,d of %,d runs are left; to go on: onecopy torture --runs %d --seed %d --from %d%n",
                    report.runs() - report.next(), report.runs(), report.runs(), report.seed(), report.next());
        }
        out.println(report.passed()
                ? "Every batch ended in the exact answer or a typed error, in time, and nothing is left."
                : report.failedRuns() + " of " + report.results().size() + " runs failed.");
    }

    private static String[] row(String what, long count) {
        return row(what, String.format("%,d", count));
    }

    private static String[] row(String what, String figure) {
        return new String[]{what, figure};
    }

    private static String labels(RunResult result) {
        return result.faults().stream().map(FaultKind::label).collect(Collectors.joining(", "));
    }

    /** {@return what is to be said of a run that failed, in lines} */
    public static String failure(RunResult result) {
        List<String> lines = new ArrayList<>();
        lines.add("run " + result.number() + " failed: seed " + result.seed() + "; " + result.scenery() + "; faults: "
                + labels(result));
        result.counts().complaints().stream().limit(MAX_COMPLAINTS).forEach(complaint -> lines.add("  " + complaint));
        int more = result.counts().complaints().size() - MAX_COMPLAINTS;
        if (more > 0) {
            lines.add("  and " + more + " more");
        }
        result.leaks().forEach(leak -> lines.add("  leak: " + leak));
        result.kept().ifPresent(folder -> lines.add("  kept in " + folder));
        lines.add("  to repeat it: onecopy torture --runs 1 --seed " + result.seed());
        return String.join(System.lineSeparator(), lines);
    }
}
