package onecopy.loader.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecopy.data.command.OutputFormat;
import onecopy.data.command.StoreOption;
import onecopy.data.command.TextTable;
import onecopy.data.command.Units;
import onecopy.data.store.DatasetSummary;
import onecopy.data.store.Manifest;
import onecopy.data.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code onecopy list}: what a store holds. */
@Command(name = "list", header = "List the datasets of the store, with every version.")
final class ListCommand implements Callable<Integer> {
    private static final String[] HEADER = {"NAME", "VERSION", "TYPE", "VALUES", "SIZE", "MIN", "MAX", "INDEX",
        "SOURCE"};
    private static final String CURRENT_MARK = "*";

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Option(names = "--format", paramLabel = "F", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Override
    public Integer call() {
        Store store = storeOption.store();
        List<DatasetSummary> summaries = store.list();
        PrintWriter out = spec.commandLine().getOut();
        if (format == OutputFormat.JSON) {
            out.println(JsonMapper.shared()
                    .writeValueAsString(summaries.stream().map(summary -> fields(store, summary)).toList()));
        } else if (summaries.isEmpty()) {
            out.println("no datasets in " + store.root() + "; 'onecopy load' makes one");
        } else {
            printTable(store, summaries, out);
        }
        return 0;
    }

    private static Map<String, Object> fields(Store store, DatasetSummary summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dataset", summary.name());
        fields.put("version", summary.version());
        fields.put("current", summary.current());
        summary.manifest().ifPresent(manifest -> fields.putAll(ManifestFields.of(manifest)));
        fields.put("index", index(store, summary).map(IndexState::fields).orElse(null));
        summary.problem().ifPresent(problem -> fields.put("problem", problem));
        return fields;
    }

    private static void printTable(Store store, List<DatasetSummary> summaries, PrintWriter out) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADER);
        summaries.forEach(summary -> rows.add(row(store, summary)));
        new TextTable(rows, "llrrrrrll").print(out);
        out.println(CURRENT_MARK + " current version: the one that queries use");
    }

    private static String[] row(Store store, DatasetSummary summary) {
        String version = summary.version() + (summary.current() ? CURRENT_MARK : "");
        if (summary.manifest().isEmpty()) {
            return new String[]{summary.name(), version, "-", "-", "-", "-", "-", "-",
                summary.problem().orElse("")};
        }
        Manifest manifest = summary.manifest().get();
        boolean empty = manifest.count() == 0;
        return new String[]{summary.name(), version, manifest.elementType().label(), Units.grouped(manifest.count()),
            Units.size(manifest.count() * manifest.elementType().widthBytes()),
            empty ? "-" : Units.grouped(manifest.min()), empty ? "-" : Units.grouped(manifest.max()),
            index(store, summary).map(IndexState::form).orElse("-"),
            summary.problem().orElseGet(() -> manifest.source().kind() + " " + manifest.source().description())};
    }

    private static Optional<IndexState> index(Store store, DatasetSummary summary) {
        return IndexState.of(store.layout().versionFolder(summary.name(), summary.version()));
    }
}
