package onecopy.service.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecopy.data.command.OutputFormat;
import onecopy.service.torture.Torture;
import onecopy.service.torture.TortureSettings;
import onecopy.service.torture.report.ReportJson;
import onecopy.service.torture.report.ReportText;
import onecopy.service.torture.report.TortureReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code onecopy torture}: does to small fleets what may befall a large one. */
@Command(name = "torture", header = "Kill, halt, cut, damage and flood small fleets, and check every answer.", description = {
    "",
    "Each run starts a fleet of processes on a small dataset of its own, asks it from several clients,",
    "and injects one to three faults drawn from its seed: signals to any process, new versions and killed",
    "loaders, damaged files, rude clients, functions that fail. A run passes only if every batch ended in",
    "the exact answer or in an error that the faults allow, in time, and nothing was left behind.", "",
    "Exit code 0 where every run passed, 1 where one did not; a failure says how to repeat it.", ""})
public final class TortureCommand implements Callable<Integer> {
    private static final int FAILED_EXIT_CODE = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "100", description = "How many runs (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed of the first run; those of the others follow from it (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--from", paramLabel = "K", defaultValue = "0", description = "Leave out the first K runs: goes on with a campaign that --minutes cut short.")
    private int from;

    @Option(names = "--minutes", paramLabel = "M", description = "Begin no further run after this time.")
    private Integer minutes;

    @Option(names = "--parallel", paramLabel = "N", description = "Runs at the same time (default: one per core).")
    private Integer parallel;

    @Option(names = "--folder", paramLabel = "DIR", description = "Where to make the temporary folder (default: the system's one for temporary files).")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--keep", description = "Keep the folders of failed runs.")
    private boolean keep;

    @Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "How to print the report (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Override
    public Integer call() throws InterruptedException {
        int atOnce = parallel == null ? Runtime.getRuntime().availableProcessors() : parallel;
        TortureSettings settings = new TortureSettings(runs, from, seed,
                Optional.ofNullable(minutes).map(Duration::ofMinutes),
                atOnce, folder.toAbsolutePath(), keep);
        TortureScreen screen = new TortureScreen(spec.commandLine().getErr(), runs - from);
        TortureReport report = new Torture(settings, screen::ended).run();
        screen.close();
        switch (format) {
            case TABLE -> ReportText.print(report, spec.commandLine().getOut());
            case JSON -> spec.commandLine().getOut().println(ReportJson.of(report));
        }
        return report.passed() ? 0 : FAILED_EXIT_CODE;
    }
}
