package onecopy.loader.cli;

import java.util.List;
import java.util.concurrent.Callable;
import onecopy.data.command.StoreOption;
import onecopy.data.store.DatasetReference;
import onecopy.loader.publish.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code onecopy drop NAME[@VERSION]}: removes a dataset or one old version of it. */
@Command(name = "drop", header = "Remove a dataset, or one version that is not its current one.", description = {"",
    "A version that a query uses is never removed: the command then changes nothing and ends with",
    "exit code 4. A file that was adopted in place stays where it is and gets its permissions back.", ""})
final class DropCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Parameters(paramLabel = "NAME[@VERSION]", description = "The dataset with all its versions, or one old version.")
    private String name;

    @Override
    public Integer call() {
        DatasetReference reference = DatasetReference.parse(name);
        List<Long> dropped = new Versions(storeOption.store()).drop(reference);
        String versions = String.join(", ", dropped.stream().map(String::valueOf).toList());
        spec.commandLine().getOut().println("dropped " + reference.name()
                + (dropped.size() == 1 ? " version " : " versions ") + versions);
        return 0;
    }
}
