package onecopy.service.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code onecopy serve}: a coordinator that starts and supervises its workers. */
@Command(name = "serve", description = "Start the service: a coordinator and its workers, until stopped.")
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CoordinatorOptions options;

    @Option(names = "--workers", paramLabel = "N", description = "Workers to keep running (default: one per core).")
    private Integer workers;

    @Override
    public Integer call() {
        int count = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        return new ServiceProcess(options, spec.commandLine().getOut()).run(options.settings(count));
    }
}
