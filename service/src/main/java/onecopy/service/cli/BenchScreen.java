package onecopy.service.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import onecopy.data.command.OutputFormat;
import onecopy.data.command.Terminal;
import onecopy.data.fault.OnecopyException;
import onecopy.service.bench.figure.Report;
import onecopy.service.bench.figure.ReportChart;
import onecopy.service.bench.figure.ReportJson;
import onecopy.service.bench.figure.ReportTable;
import onecopy.service.bench.truth.WrongAnswerException;
import picocli.CommandLine;

/** What a benchmark shows: on a terminal what it is doing, in the end its report. */
final class BenchScreen {
    private static final int WRONG_ANSWER_EXIT_CODE = 1;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean watched = Terminal.showsErrors();

    BenchScreen(CommandLine command) {
        this.out = command.getOut();
        this.err = command.getErr();
    }

    /** A benchmark. */
    @FunctionalInterface
    interface Benchmark {
        Report run() throws InterruptedException;
    }

    /** Tells a person at a terminal what goes on. */
    void progress(String what) {
        if (watched) {
            err.println("onecopy: " + what + " ...");
            err.flush();
        }
    }

    /** Runs a benchmark and shows its report. {@return the exit code: 1 where an answer was wrong} */
    int show(Benchmark benchmark, OutputFormat format, Path chart) throws InterruptedException {
        Report report;
        try {
            report = benchmark.run();
        } catch (WrongAnswerException e) {
            err.println("onecopy: " + e.getMessage() + "; nothing is reported");
            err.flush();
            return WRONG_ANSWER_EXIT_CODE;
        }
        switch (format) {
            case TABLE -> ReportTable.write(report, out);
            case JSON -> out.println(ReportJson.of(report));
        }
        if (chart != null) {
            draw(report, chart);
        }
        return 0;
    }

    private static void draw(Report report, Path chart) {
        try {
            Files.writeString(chart, ReportChart.of(report));
        } catch (IOException e) {
            throw OnecopyException.ofIo("write " + chart, e);
        }
    }
}
