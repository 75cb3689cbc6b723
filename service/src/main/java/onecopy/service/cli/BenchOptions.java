package onecopy.service.cli;

import java.nio.file.Path;
import onecopy.data.command.OutputFormat;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import picocli.CommandLine.Option;

/** What {@code bench} and {@code bench scheduling} have in common. */
public final class BenchOptions {
    private static final int ROUNDS = 9;
    private static final int QUICK_ROUNDS = 3;

    @Option(names = "--elements", paramLabel = "N", description = "How many random numbers to make (default: 2^30, with --quick 2^26; less where there is no room).")
    private Long elements;

    @Option(names = "--workers", paramLabel = "N", description = "Workers of the larger fleet (default: one per core).")
    private Integer workers;

    @Option(names = "--rounds", paramLabel = "N", description = "Samples of each measurement (default: 9, with --quick 3).")
    private Integer rounds;

    @Option(names = "--quick", description = "Less data and fewer rounds: a minute, and figures to match.")
    private boolean quick;

    @Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "How to print the report (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "Draw the goals and what was reached.")
    private Path chart;

    @Option(names = "--temp", paramLabel = "DIR", description = "Where to make the data (default: the system's temporary folder).")
    private Path temp;

    boolean elementsGiven() {
        return elements != null;
    }

    long elements(long usual, long few) {
        if (elements != null) {
            return elements;
        }
        return quick ? few : usual;
    }

    int workers() {
        return workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    }

    int rounds() {
        if (rounds != null) {
            return rounds;
        }
        return quick ? QUICK_ROUNDS : ROUNDS;
    }

    int warmups() {
        return quick ? 1 : 2;
    }

    OutputFormat format() {
        return format;
    }

    Path folder() {
        return temp == null ? Path.of(System.getProperty("java.io.tmpdir")) : temp;
    }

    /** {@return the picture's file, null for none; checked now, because a benchmark takes minutes} */
    Path chart() {
        if (chart != null && !chart.toString().endsWith(".svg")) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "cannot draw " + chart + ": charts are SVG files, their names end in .svg");
        }
        return chart;
    }
}
