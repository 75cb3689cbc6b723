package onecopy.loader.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import onecopy.data.command.StoreOption;
import onecopy.data.function.FunctionRegistry;
import onecopy.data.index.IndexManifest;
import onecopy.data.store.DatasetReference;
import onecopy.data.store.DatasetVersion;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.index.IndexPublisher;
import onecopy.loader.progress.TerminalProgress;
import onecopy.loader.write.WriteProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code onecopy index NAME}: gives a dataset an index, or its index further functions. */
@Command(name = "index", sortOptions = false, header = "Build the index of a dataset, or add functions to it.", description = {
    "", "With an index every threshold is a search instead of a scan. Queries that run keep the index",
    "they began with; new ones see the new index at once. A build that fails or is interrupted",
    "leaves the index as it was.", ""})
final class IndexCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption storeOption;

    @Parameters(paramLabel = "NAME[@VERSION]", description = "The dataset; without a version, its current one.")
    private String name;

    @Option(names = "--function", paramLabel = "F", description = "Keep the running totals of this function; may be given more than once (default: divisors, unless that takes long).")
    private List<String> functions = new ArrayList<>();

    @Option(names = "--plugins", paramLabel = "PATH", split = ":", description = "Jar files, or folders of them, with functions of your own.")
    private List<Path> plugins = new ArrayList<>();

    @Mixin
    private IndexBuildOptions buildOptions;

    @Override
    public Integer call() {
        FunctionRegistry registry = FunctionRegistry.of(plugins.toArray(Path[]::new));
        IndexOptions options = buildOptions.apply(functions.isEmpty()
                ? IndexOptions.usual()
                : IndexOptions.DEFAULT.withFunctions(functions.stream().distinct().map(registry::require).toList()));
        try (DatasetVersion version = storeOption.store().open(DatasetReference.parse(name))) {
            IndexManifest index = publish(version, options);
            if (functions.isEmpty()) {
                IndexLine.warn(index, version.name(), spec.commandLine().getErr());
            }
            spec.commandLine().getOut().println(IndexLine.of(version.name() + "@" + version.version(), index));
        }
        return 0;
    }

    private static IndexManifest publish(DatasetVersion version, IndexOptions options) {
        try (WriteProgress progress = TerminalProgress.create()) {
            return IndexPublisher.publish(version, options.withProgress(progress));
        }
    }
}
