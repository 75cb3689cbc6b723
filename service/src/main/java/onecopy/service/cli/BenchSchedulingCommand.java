package onecopy.service.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecopy.data.store.Store;
import onecopy.service.bench.BenchSettings;
import onecopy.service.bench.scheduling.SchedulingBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code onecopy bench scheduling}: how long workers wait for each other under each chunk policy. */
@Command(name = "scheduling", description = "Measure the idle tail of every chunk policy on uniform and on skewed work, with one slow worker.")
public final class BenchSchedulingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BenchOptions options;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        BenchSettings settings = new BenchSettings(Store.at(options.folder()), Optional.empty(),
                options.elements(SchedulingBench.DEFAULT_ELEMENTS, SchedulingBench.QUICK_ELEMENTS),
                options.workers(), options.rounds(), options.warmups(), options.folder());
        Path chart = options.chart();
        BenchScreen screen = new BenchScreen(spec.commandLine());
        return screen.show(() -> new SchedulingBench(settings, screen::progress).run(), options.format(), chart);
    }
}
