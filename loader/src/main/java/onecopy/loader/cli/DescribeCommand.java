package onecopy.loader.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import onecopy.data.command.OutputFormat;
import onecopy.data.command.StoreOption;
import onecopy.data.command.Units;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Manifest;
import onecopy.data.store.Store;
import onecopy.data.zones.ZoneMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code onecopy describe NAME}: what one version is and where its file lies. */
@Command(name = "describe", header = "Say what a dataset is, where its numbers came from and where its file lies.")
final class DescribeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Parameters(paramLabel = "NAME[@VERSION]", description = "The dataset; without a version, its current one.")
    private String name;

    @Option(names = "--format", paramLabel = "F", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Override
    public Integer call() {
        Store store = storeOption.store();
        PrintWriter out = spec.commandLine().getOut();
        try (DatasetVersion version = store.open(DatasetReference.parse(name))) {
            List<Long> all = store.versions(version.name());
            if (format == OutputFormat.JSON) {
                out.println(JsonMapper.shared().writeValueAsString(fields(version, all)));
            } else {
                print(version, all, out);
            }
        }
        return 0;
    }

    private static Map<String, Object> fields(DatasetVersion version, List<Long> all) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dataset", version.name());
        fields.put("version", version.version());
        fields.put("versions", all);
        fields.putAll(ManifestFields.of(version.manifest()));
        fields.put("index", IndexState.of(version.folder()).map(IndexState::fields).orElse(null));
        fields.put("file", version.valuesFile().toString());
        fields.put("data_offset", version.manifest().dataOffset());
        fields.put("block_elements", version.manifest().blockElements());
        return fields;
    }

    private static void print(DatasetVersion version, List<Long> all, PrintWriter out) {
        Manifest manifest = version.manifest();
        boolean empty = manifest.count() == 0;
        line(out, "dataset", version.name());
        line(out, "version", version.version() + " of "
                + String.join(", ", all.stream().map(String::valueOf).toList()));
        line(out, "values", String.format(Locale.ROOT, "%,d %s, %s", manifest.count(),
                manifest.elementType().label(),
                Units.size(manifest.count() * manifest.elementType().widthBytes())));
        line(out, "smallest", empty ? "none" : String.format(Locale.ROOT, "%,d", manifest.min()));
        line(out, "largest", empty ? "none" : String.format(Locale.ROOT, "%,d", manifest.max()));
        line(out, "source", manifest.source().kind() + " " + manifest.source().description()
                + (manifest.source().inPlace() ? " (adopted in place)" : ""));
        manifest.source().parameters().forEach((key, value) -> line(out, "  " + key, value));
        line(out, "created", manifest.createdAt().toString());
        line(out, "index", IndexState.of(version.folder()).map(IndexState::describe).orElse("none"));
        line(out, "zone map", manifest.zones().map(zones -> zones(manifest.count(), zones)).orElse("none"));
        line(out, "file", version.valuesFile().toString());
    }

    private static String zones(long count, ZoneMap.Seal zones) {
        return String.format(Locale.ROOT, "%,d zones of %,d values", ZoneMap.zoneCount(count, zones.elementsPerZone()),
                zones.elementsPerZone());
    }

    private static void line(PrintWriter out, String label, String value) {
        out.println(String.format(Locale.ROOT, "%-14s%s", label, value));
    }
}
