package onecopy.service.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code onecopy coordinator}: a coordinator whose workers are started by hand. */
@Command(name = "coordinator", description = "Start a coordinator alone, until stopped; workers join it with 'onecopy worker'.")
public final class CoordinatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CoordinatorOptions options;

    @Override
    public Integer call() {
        return new ServiceProcess(options, spec.commandLine().getOut()).run(options.settings(0));
    }
}
