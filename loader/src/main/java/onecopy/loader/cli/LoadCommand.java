package onecopy.loader.cli;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecopy.data.ElementType;
import onecopy.data.command.StoreOption;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.loader.LoadOptions;
import onecopy.loader.LoadReport;
import onecopy.loader.Loader;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.progress.TerminalProgress;
import onecopy.loader.source.ByteOrigin;
import onecopy.loader.source.CsvSource;
import onecopy.loader.source.NpySource;
import onecopy.loader.source.RandomSource;
import onecopy.loader.source.RawSource;
import onecopy.loader.source.TextSource;
import onecopy.loader.source.ValueSource;
import onecopy.loader.write.WriteProgress;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code onecopy load NAME SOURCE}: writes a dataset once. */
@Command(name = "load", sortOptions = false, header = "Load numbers into a dataset, as its new current version.", description = {
    "", "Readers see the old version until the new one is complete; a load that fails or is",
    "interrupted leaves the store as it was. Prints one line when done.", ""})
final class LoadCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOption store;

    @Parameters(paramLabel = "NAME", description = "Name of the dataset; it need not exist.")
    private String name;

    @ArgGroup(multiplicity = "0..1", exclusive = true)
    private SourceOptions source;

    @Option(names = "--in-place", description = "With --npy: adopt the file by a hard link instead of copying it. It must be little-endian int32 or int64, yours, and on the store's file system; it becomes read-only until the dataset is dropped.")
    private boolean inPlace;

    @Option(names = "--column", paramLabel = "C", description = "With --csv: header name of the column, or its place from 1.")
    private String column;

    @Option(names = "--big-endian", description = "With --raw: most significant byte first.")
    private boolean bigEndian;

    @Option(names = "--min", paramLabel = "A", description = "With --random: smallest value.")
    private Long min;

    @Option(names = "--max", paramLabel = "B", description = "With --random: largest value.")
    private Long max;

    @Option(names = "--seed", paramLabel = "S", description = "With --random: the same seed gives the same values on every machine (default: 1).")
    private Long seed;

    @Option(names = "--type", paramLabel = "T", description = "int32 or int64: type of the dataset (default: the smaller one that holds every value). With --raw: type of the file.")
    private String type;

    @Option(names = "--keep-old", description = "Keep older versions; otherwise those that no query uses are removed.")
    private boolean keepOld;

    @Mixin
    private IndexBuildOptions indexOptions;

    @Option(names = "--index", negatable = true, defaultValue = "true", fallbackValue = "true", description = "Build an index beside the values, with which every threshold is a search instead of a scan, or build none (default: build it). 'onecopy index' can build it later.")
    private boolean withIndex;

    @Override
    public Integer call() {
        ValueSource chosen = chooseSource();
        LoadReport report = load(chosen);
        if (inPlace) {
            spec.commandLine().getErr().println("onecopy: " + chosen.description()
                    + " and the dataset are one file now, read-only; 'onecopy drop' gives back its permissions");
        }
        report.whyNoIndex().ifPresent(why -> spec.commandLine().getErr().println("onecopy: " + report.name()
                + " was loaded without an index: " + why + "; 'onecopy index " + report.name()
                + "' builds it once there is room"));
        report.warnings().forEach(warning -> spec.commandLine().getErr().println("onecopy: " + warning));
        spec.commandLine().getOut().println(ReportLine.of(report));
        return 0;
    }

    private LoadReport load(ValueSource chosen) {
        Optional<ElementType> wanted = Optional.ofNullable(type).map(ElementType::ofLabel);
        try (WriteProgress progress = TerminalProgress.create()) {
            LoadOptions options = new LoadOptions(wanted, inPlace, keepOld, index(progress), progress);
            return Loader.load(store.store(), name, chosen, options);
        }
    }

    private Optional<IndexOptions> index(WriteProgress progress) {
        return withIndex
                ? Optional.of(indexOptions.apply(IndexOptions.usual()).withProgress(progress))
                : Optional.empty();
    }

    private ValueSource chooseSource() {
        if (source == null) {
            throw invalid("load needs to know where the numbers are: --npy, --raw, --text, --csv or --random");
        }
        requireOnlyWith("--in-place", inPlace, "--npy", source.npy != null);
        requireOnlyWith("--column", column != null, "--csv", source.csv != null);
        requireOnlyWith("--big-endian", bigEndian, "--raw", source.raw != null);
        requireOnlyWith("--min, --max and --seed", min != null || max != null || seed != null, "--random",
                source.random != null);
        if (source.npy != null) {
            return new NpySource(source.npy);
        }
        if (source.raw != null) {
            return rawSource(source.raw);
        }
        if (source.text != null) {
            return new TextSource(origin(source.text));
        }
        return source.csv != null ? csvSource(source.csv) : randomSource(source.random);
    }

    private ValueSource rawSource(Path file) {
        if (type == null) {
            throw invalid("--raw needs --type int32 or --type int64: the file itself does not say what it holds");
        }
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new RawSource(file, ElementType.ofLabel(type), order);
    }

    private ValueSource csvSource(String file) {
        if (column == null) {
            throw invalid("--csv needs --column: the header name of the column, or its place from 1");
        }
        return new CsvSource(origin(file), column);
    }

    private ValueSource randomSource(long count) {
        if (min == null || max == null) {
            throw invalid("--random needs --min and --max: the smallest and the largest value");
        }
        return new RandomSource(count, min, max, seed == null ? RandomSource.DEFAULT_SEED : seed);
    }

    private static ByteOrigin origin(String file) {
        return file.equals(STANDARD_INPUT)
                ? ByteOrigin.of(System.in, "standard input")
                : ByteOrigin.of(Path.of(file));
    }

    private static void requireOnlyWith(String option, boolean given, String owner, boolean ownerGiven) {
        if (given && !ownerGiven) {
            throw invalid(option + " goes with " + owner + " only");
        }
    }

    private static OnecopyException invalid(String sentence) {
        return new OnecopyException(Fault.INVALID_ARGUMENT, sentence);
    }
}
