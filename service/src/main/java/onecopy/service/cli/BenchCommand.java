package onecopy.service.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecopy.data.command.StoreOption;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.bench.Bench;
import onecopy.service.bench.BenchSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code onecopy bench}: measures this machine and this build against the goals. */
@Command(name = "bench", subcommands = {BenchSchedulingCommand.class,
    BenchOverloadCommand.class}, description = "Check answers, then measure scans, divisors, workers and start-up on this machine, as ratios against goals. "
            + "Takes some minutes and needs quiet cores; leaves nothing behind.")
public final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption store;

    @Mixin
    private BenchOptions options;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Scan this dataset of the store instead of random numbers.")
    private String dataset;

    @Override
    public Integer call() throws InterruptedException {
        if (dataset != null && options.elementsGiven()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "--elements says how many random numbers to make, --dataset takes none: give one of them");
        }
        BenchSettings settings = new BenchSettings(store.store(), Optional.ofNullable(dataset),
                options.elements(BenchSettings.DEFAULT_ELEMENTS, BenchSettings.QUICK_ELEMENTS), options.workers(),
                options.rounds(), options.warmups(), options.folder());
        Path chart = options.chart();
        BenchScreen screen = new BenchScreen(spec.commandLine());
        return screen.show(() -> new Bench(settings, screen::progress).run(), options.format(), chart);
    }
}
