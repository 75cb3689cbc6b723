package onecopy.service.cli;

import java.io.PrintWriter;
import java.util.Locale;
import onecopy.data.command.Terminal;
import onecopy.service.torture.report.ReportText;
import onecopy.service.torture.report.RunResult;

/** What a torture shows while it runs: failures at once, and on a terminal how far it is. Used by one thread. */
final class TortureScreen {
    private static final int BAR_WIDTH = 30;

    private final PrintWriter err;
    private final int runs;
    private final boolean watched = Terminal.showsErrors();
    private final long startNs = System.nanoTime();
    private int ended;
    private int failed;

    TortureScreen(PrintWriter err, int runs) {
        this.err = err;
        this.runs = runs;
        draw();
    }

    void ended(RunResult result) {
        ended++;
        if (!result.passed()) {
            failed++;
            clear();
            err.println("onecopy: " + ReportText.failure(result));
        }
        draw();
    }

    void close() {
        clear();
        err.flush();
    }

    private void draw() {
        if (!watched) {
            return;
        }
        double seconds = (System.nanoTime() - startNs) / 1e9;
        int filled = (int) ((long) BAR_WIDTH * ended / runs);
        String rest = ended == 0
                ? ""
                : String.format(Locale.ROOT, ", %.1f a second, %.0f s to go", ended / seconds,
                        seconds / ended * (runs - ended));
        err.print("\r\033[K[" + "=".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "] " + ended + " of " + runs
                + " runs, " + failed + " failed" + rest);
        err.flush();
    }

    private void clear() {
        if (watched) {
            err.print("\r\033[K");
        }
    }
}
