package onecopy.loader.progress;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import onecopy.data.command.Terminal;
import onecopy.loader.write.WriteProgress;

/** A bar with rate and remaining time on standard error, wiped out when the work is done. */
public final class TerminalProgress implements WriteProgress {
    private static final long MEGABYTE = 1_000_000;
    private static final int WIDTH = 79;
    private static final int UPDATE_MS = 200;

    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.err), true,
            StandardCharsets.UTF_8);
    private volatile ProgressBar bar;

    private TerminalProgress() {}

    /** {@return a bar where standard error is a terminal, otherwise {@link WriteProgress#NONE}} */
    public static WriteProgress create() {
        return Terminal.showsErrors() ? new TerminalProgress() : NONE;
    }

    @Override
    public void begin(String what, OptionalLong totalBytes) {
        close();
        bar = new ProgressBarBuilder().setTaskName(what).setInitialMax(totalBytes.orElse(-1))
                .setStyle(ProgressBarStyle.ASCII).setUnit(" MB", MEGABYTE).showSpeed().clearDisplayOnFinish()
                .setUpdateIntervalMillis(UPDATE_MS).setConsumer(new ConsoleProgressBarConsumer(out, WIDTH)).build();
    }

    @Override
    public void advance(long bytes) {
        bar.stepBy(bytes);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
