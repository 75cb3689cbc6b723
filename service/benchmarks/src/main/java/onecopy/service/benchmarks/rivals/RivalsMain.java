package onecopy.service.benchmarks.rivals;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import onecopy.data.command.CommandFrame;
import onecopy.data.command.OutputFormat;
import onecopy.data.command.Units;
import onecopy.data.mapped.MappedValues;
import onecopy.data.store.DatasetVersion;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Report;
import onecopy.service.bench.figure.ReportJson;
import onecopy.service.bench.figure.ReportTable;
import onecopy.service.bench.place.Host;
import onecopy.service.bench.place.Loading;
import onecopy.service.bench.place.Room;
import onecopy.service.bench.place.ServedFleet;
import onecopy.service.bench.place.Workplace;
import onecopy.service.bench.truth.Oracle;
import onecopy.service.bench.truth.Truth;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Range;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the same two batches to onecopy and its rivals, on the same data, and prints one table. */
@Command(name = "rivals", description = "Compare onecopy with other ways to count and sum under thresholds.")
public final class RivalsMain implements Callable<Integer> {
    private static final String DATASET = "common";
    private static final int MAX_VALUE = 1_000_000;
    private static final long[] ONE = {500_000};
    private static final long[] THIRTEEN = Arrays.stream(new long[]{1, 4, 1, 2, 4, 5, 1, 1, 2, 3, 4, 1, 2})
            .map(n -> n * 100_000).toArray();

    @Spec
    private CommandSpec spec;

    @Option(names = "--elements", paramLabel = "N", defaultValue = "268435456", description = "Random numbers to compare on (default: ${DEFAULT-VALUE}; less where there is no room).")
    private long elements;

    @Option(names = "--workers", paramLabel = "N", description = "Workers and threads of everybody (default: one per core).")
    private Integer workers;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "7", description = "Samples of each measurement (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "How to print the report (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Option(names = "--temp", paramLabel = "DIR", description = "Where to make the data (default: the system's temporary folder).")
    private Path temp;

    /** Runs the comparison and leaves with its exit code. */
    public static void main(String[] arguments) {
        List<String> command = new ArrayList<>(List.of("rivals"));
        command.addAll(List.of(arguments));
        System.exit(new CommandFrame().command("rivals", RivalsMain::new).run(command.toArray(String[]::new)));
    }

    @Override
    public Integer call() throws Exception {
        int threads = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
        Instant startedAt = Instant.now();
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("machine", Host.description());
        conditions.put("other work", Host.load());
        try (Workplace place = Workplace.in(temp == null ? Path.of(System.getProperty("java.io.tmpdir")) : temp)) {
            // Everybody but one keeps a copy of its own.
            long fitting = Room.around(place.folder()).fitting(elements * 3, Integer.BYTES) / 3;
            Loading.random(place, DATASET, fitting, 0, MAX_VALUE, Loading.Index.BUILT);
            conditions.put("data", Units.grouped(fitting) + " x int32, uniform in 0 to " + Units.grouped(MAX_VALUE));
            conditions.put("samples", "medians of " + rounds + " rounds taken in turns after 2 warm-ups; the caller's "
                    + "time; " + threads + " workers or threads");
            print(new Report("onecopy and its rivals: count and sum under thresholds", conditions, startedAt,
                    compare(place, fitting, threads)));
        }
        return 0;
    }

    private List<Figure> compare(Workplace place, long count, int threads) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        try (ServedFleet fleet = ServedFleet.start(place, place.store(), threads);
                DatasetVersion version = place.store().openCurrent(DATASET)) {
            try {
                contenders.add(new OnecopyFleet(fleet, DATASET, PlanKind.SCAN));
                contenders.add(new OnecopyFleet(fleet, DATASET, PlanKind.AUTO));
                addRivals(place, version, count, threads, contenders);
                Oracle oracle = Oracle.of(version);
                figures.addAll(comparison("one", "one threshold", ONE, oracle).among(contenders, 2, rounds));
                figures.addAll(comparison("thirteen", "13 thresholds", THIRTEEN, oracle).among(contenders, 2, rounds));
            } finally {
                for (Contender contender : contenders) {
                    contender.close();
                }
            }
        }
        return figures;
    }

    private static void addRivals(Workplace place, DatasetVersion version, long count, int threads,
            List<Contender> contenders) throws Exception {
        try (MappedValues mapped = version.map()) {
            MemorySegment values = mapped.segment();
            contenders.add(ParallelStream.copyOf(values, count));
            contenders.add(DuckDb.inMemory(values, count, threads));
            contenders.add(DuckDb.inFile(folder(place, "duckdb"), values, count, threads));
            contenders.add(QuestDb.filled(folder(place, "questdb"), values, count, threads));
            contenders.add(RangeBitmapIndex.filled(values, count, MAX_VALUE));
        }
    }

    private static Path folder(Workplace place, String name) throws IOException {
        return Files.createDirectory(place.folder().resolve(name));
    }

    private static Comparison comparison(String id, String what, long[] thresholds, Oracle oracle) {
        List<Range> ranges = Arrays.stream(thresholds).mapToObj(Range::atMost).toList();
        Map<Range, Truth> truths = oracle.about(ranges, false);
        return new Comparison(id, what, thresholds, ranges.stream().map(truths::get)
                .map(truth -> new Contender.Answer(truth.count(), truth.sum().longValueExact())).toList());
    }

    private void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TABLE -> ReportTable.write(report, out);
            case JSON -> out.println(ReportJson.of(report));
        }
    }
}
