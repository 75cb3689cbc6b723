package onecopy.service.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import onecopy.service.demo.Demo;
import onecopy.service.demo.DemoSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code onecopy demo}: the whole path on made-up data. */
@Command(name = "demo", header = "Show the whole path on made-up data, in about a minute.", description = {"",
    "Loads, serves, asks and proves with processes, a store and a run directory of its own, and compares",
    "every answer with a plain loop's. Removes what it made, also after Ctrl-C.", ""})
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes (default: one per core).")
    private Integer workers;

    @Option(names = "--values", paramLabel = "N", description = "Numbers in the large dataset, a power of two (default: 1073741824; halved until disk and memory suffice).")
    private long values = DemoSettings.DEFAULT_ELEMENTS;

    @Option(names = "--folder", paramLabel = "DIR", description = "Where to make the temporary folder (default: the system's one for temporary files).")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--keep", description = "Keep the datasets.")
    private boolean keep;

    @Override
    public Integer call() throws InterruptedException {
        int count = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        boolean right = Demo.run(new DemoSettings(count, values, folder, keep), spec.commandLine().getOut());
        return right ? 0 : 1;
    }
}
