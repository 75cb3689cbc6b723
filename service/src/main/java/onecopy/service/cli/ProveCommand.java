package onecopy.service.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import onecopy.data.command.OutputFormat;
import onecopy.data.command.StoreOption;
import onecopy.service.prove.Proof;
import onecopy.service.prove.ProofJson;
import onecopy.service.prove.ProofText;
import onecopy.service.prove.Prover;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code onecopy prove}: whether memory really holds a dataset once. */
@Command(name = "prove", header = "Show from the kernel's own figures that memory holds a dataset once.", description = {
    "", "Reads /proc/PID/smaps of every process of the fleet for the dataset's file. Rss is what top shows:",
    "every process counts a shared page in full. Pss divides each page by the number of processes that",
    "map it, so that it adds up to what memory really holds. Ends with 0 where every claim holds, else 1.", ""})
final class ProveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A dataset, or NAME@VERSION (default: the one of the last batch).")
    private String name;

    @Option(names = "--format", paramLabel = "F", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Mixin
    private StoreOption store;

    @Mixin
    private RunOption run;

    @Override
    public Integer call() {
        Proof proof = new Prover(store.store(), run.runDirectory()).measureAtRest(name);
        PrintWriter out = spec.commandLine().getOut();
        if (format == OutputFormat.JSON) {
            out.println(JsonMapper.shared().writeValueAsString(ProofJson.of(proof)));
        } else {
            ProofText.print(proof, out);
        }
        return proof.holds() ? 0 : 1;
    }
}
