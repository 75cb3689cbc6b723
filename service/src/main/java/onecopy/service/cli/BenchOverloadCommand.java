package onecopy.service.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import onecopy.data.command.OutputFormat;
import onecopy.service.bench.overload.OverloadBench;
import onecopy.service.bench.overload.OverloadSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code onecopy bench overload}: what becomes of the requests of very many clients. */
@Command(name = "overload", description = "Have very many clients ask one service at once; count answers, refusals and losses, and the coordinator's memory.")
public final class BenchOverloadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "1000", description = "Clients asking at the same time (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "How long they go on (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--workers", paramLabel = "N", description = "Workers of the service (default: one per core).")
    private Integer workers;

    @Option(names = "--max-waiting", paramLabel = "N", defaultValue = "1024", description = "The most batches waiting in the service (default: ${DEFAULT-VALUE}).")
    private int maxWaiting;

    @Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "How to print the report (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Option(names = "--temp", paramLabel = "DIR", description = "Where to make the data (default: the system's temporary folder).")
    private Path temp;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        OverloadSettings settings = new OverloadSettings(clients, seconds,
                workers == null ? Runtime.getRuntime().availableProcessors() : workers, maxWaiting,
                temp == null ? Path.of(System.getProperty("java.io.tmpdir")) : temp);
        BenchScreen screen = new BenchScreen(spec.commandLine());
        return screen.show(() -> new OverloadBench(settings, screen::progress).run(), format, null);
    }
}
