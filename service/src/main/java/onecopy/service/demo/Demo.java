package onecopy.service.demo;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import onecopy.data.command.TextTable;
import onecopy.data.command.Units;
import onecopy.data.store.DatasetVersion;
import onecopy.service.prove.Proof;
import onecopy.service.prove.ProofText;
import onecopy.service.prove.Prover;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;

/** Tells and runs the demo, step by step. Every answer is compared with a {@link PlainLoop}'s. */
public final class Demo {
    private static final String LOADER = "onecopy.loader.cli.LoaderMain";
    private static final Aggregate DIVISORS = Aggregate.sumOf("divisors");
    private static final int[] EXAMPLE = {4, 7, 6, 8, 11, 9};
    private static final int[] THRESHOLDS = {1, 4, 1, 2, 4, 5, 1, 1, 2, 3, 4, 1, 2};
    private static final int THRESHOLD_UNIT = 100_000;
    private static final int LARGEST_VALUE = 1_000_000;
    private static final int MILLION = 1_000_000;
    private static final int REPETITIONS = 3;

    private final DemoSettings settings;
    private final PrintWriter out;
    private final Workspace workspace;
    private boolean right = true;

    private Demo(DemoSettings settings, PrintWriter out, Workspace workspace) {
        this.settings = settings;
        this.out = out;
        this.workspace = workspace;
    }

    /**
     * Runs the demo and removes what it made, also when the process is interrupted.
     *
     * @return whether every answer was right and the proof holds
     */
    public static boolean run(DemoSettings settings, PrintWriter out) throws InterruptedException {
        try (Workspace workspace = Workspace.in(settings.folder(), settings.keep())) {
            return new Demo(settings, out, workspace).run();
        }
    }

    private boolean run() throws InterruptedException {
        DemoSize size = DemoSize.fitting(settings.elements(), workspace.folder());
        say("onecopy demo: many processes compute on one array, and memory holds it once.");
        say("It takes about a minute, works in " + workspace.folder() + (workspace.isKept()
                ? " and leaves it there."
                : " and removes it at the end."));
        DemoFleet fleet = DemoFleet.serve(workspace, 1);
        example(fleet);
        million(fleet);
        large(fleet, size);
        boolean proven = proof();
        fleet.stop();
        heading("Done");
        say(right ? "Every answer was equal to the plain loop's." : "SOME ANSWERS WERE WRONG, see above.");
        if (workspace.isKept()) {
            say("The datasets are in " + workspace.store().root() + "; try: onecopy serve --store "
                    + workspace.store().root());
        } else {
            say("Nothing is left of it. Next: onecopy load, serve, query; onecopy --help shows them all.");
        }
        return right && proven;
    }

    private void example(DemoFleet fleet) throws InterruptedException {
        heading("1. The question");
        say("Given numbers and a threshold n: take every number x <= n and add up how many divisors each has.");
        String lines = String.join("\n", Arrays.stream(EXAMPLE).mapToObj(Integer::toString).toList());
        load("example", List.of("--text", "-"), lines);
        BatchAnswer answer = fleet.ask(batch("example", List.of(7), List.of(DIVISORS)));
        say("");
        say("    numbers 4 7 6 8 11 9, n = 7:   4 has 3 divisors (1 2 4), 7 has 2, 6 has 4");
        say("    onecopy answers " + value(answer, 0, 0) + check(value(answer, 0, 0).equals(BigInteger.valueOf(9))));
    }

    private void million(DemoFleet fleet) throws InterruptedException {
        heading("2. A million numbers, thirteen thresholds");
        say("Numbers drawn from 0 to 1,000,000. A batch of thirteen thresholds, many of them repeated, is one pass.");
        say("");
        load("million", random(MILLION), "");
        List<Integer> thresholds = thresholds();
        BatchAnswer answer = fleet.askRepeatedly(batch("million", thresholds, List.of(Aggregate.COUNT, DIVISORS)),
                REPETITIONS);
        long startNs = System.nanoTime();
        PlainLoop plain = plainLoop("million");
        List<BigInteger> expected = plain.divisorsAtMost(thresholds);
        long plainNs = System.nanoTime() - startNs;
        List<String[]> rows = new ArrayList<>(List.<String[]>of(new String[]{"x <=", "how many", "divisors", ""}));
        for (int i = 0; i < thresholds.size(); i++) {
            boolean equal = value(answer, i, 0).equals(plain.countAtMost(thresholds.get(i)))
                    && value(answer, i, 1).equals(expected.get(i));
            rows.add(new String[]{Units.grouped(thresholds.get(i)), Units.grouped(value(answer, i, 0).longValue()),
                Units.grouped(value(answer, i, 1).longValue()), check(equal).strip()});
        }
        table(rows, "rrrl");
        say("");
        say("    onecopy, all thirteen, one worker     " + Units.duration(answer.elapsed().toNanos()));
        say("    a plain loop with trial division      " + Units.duration(plainNs) + "   (one thread, no repeats)");
    }

    private void large(DemoFleet fleet, DemoSize size) throws InterruptedException {
        long bytes = size.elements() * Integer.BYTES;
        heading("3. " + Units.grouped(size.elements()) + " numbers, " + Units.binarySize(bytes));
        if (!size.reason().isEmpty()) {
            say("(" + size.reason() + ")");
        }
        say("Written once to a file, which every worker process maps into its memory, read-only. No process has a copy.");
        say("");
        say("    " + load("large", random(size.elements()), "").strip());
        Batch sums = batch("large", thresholds(), List.of(Aggregate.COUNT, Aggregate.SUM));
        BatchAnswer alone = fleet.askRepeatedly(sums, REPETITIONS);
        fleet.join(settings.workers() - 1, settings.workers());
        BatchAnswer together = settings.workers() == 1 ? alone : fleet.askRepeatedly(sums, REPETITIONS);
        PlainLoop plain = plainLoop("large");
        say("");
        say("The same thirteen thresholds, how many and their sum, every number read:");
        say("");
        List<String[]> rows = new ArrayList<>(
                List.<String[]>of(new String[]{"", "time", "throughput", "speed-up", ""}));
        rows.add(row(1, alone, bytes, alone, plain));
        if (settings.workers() > 1) {
            rows.add(row(settings.workers(), together, bytes, alone, plain));
        }
        table(rows, "lrrrl");
        String example = "x <= 400,000: " + Units.grouped(value(together, 1, 0).longValue()) + " numbers, sum "
                + Units.grouped(value(together, 1, 1).longValue());
        say("");
        say("    " + example);
    }

    private String[] row(int workers, BatchAnswer answer, long bytes, BatchAnswer alone, PlainLoop plain) {
        double seconds = answer.elapsed().toNanos() / 1e9;
        double speedUp = alone.elapsed().toNanos() / (double) answer.elapsed().toNanos();
        return new String[]{workers + (workers == 1 ? " worker process" : " worker processes"),
            Units.duration(answer.elapsed().toNanos()),
            String.format(Locale.ROOT, "%.1f GB/s", bytes / seconds / 1e9),
            String.format(Locale.ROOT, "%.2f x", speedUp), check(areSums(answer, plain)).strip()};
    }

    private static boolean areSums(BatchAnswer answer, PlainLoop plain) {
        boolean equal = true;
        for (int i = 0; i < answer.rangeAnswers().size(); i++) {
            int threshold = (int) answer.rangeAnswers().get(i).query().range().to();
            equal &= value(answer, i, 0).equals(plain.countAtMost(threshold))
                    && value(answer, i, 1).equals(plain.sumAtMost(threshold));
        }
        return equal;
    }

    private boolean proof() {
        heading("4. The proof");
        Proof proof = new Prover(workspace.store(), workspace.run()).measureAtRest("large");
        ProofText.print(proof, out);
        out.flush();
        return proof.holds();
    }

    private static List<String> random(long elements) {
        return List.of("--random", Long.toString(elements), "--min", "0", "--max", Integer.toString(LARGEST_VALUE),
                "--seed", "1", "--type", "int32");
    }

    /** Without an index: every answer of the demo comes from a scan. */
    private String load(String name, List<String> source, String standardInput) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("load", name));
        arguments.addAll(source);
        arguments.addAll(List.of("--no-index", "--store", workspace.store().root().toString()));
        return workspace.children().run("loader", LOADER, arguments, standardInput);
    }

    private PlainLoop plainLoop(String name) {
        try (DatasetVersion version = workspace.store().openCurrent(name)) {
            return PlainLoop.over(version.valuesFile(), version.manifest().dataOffset(), LARGEST_VALUE);
        }
    }

    private static List<Integer> thresholds() {
        return Arrays.stream(THRESHOLDS).mapToObj(n -> n * THRESHOLD_UNIT).toList();
    }

    private static Batch batch(String dataset, List<Integer> thresholds, List<Aggregate> aggregates) {
        List<Query> queries = thresholds.stream().<Query>map(n -> new RangeQuery(Range.atMost(n), aggregates)).toList();
        return new Batch(dataset, queries, PlanKind.SCAN, Duration.ofMinutes(5));
    }

    private static Number value(BatchAnswer answer, int query, int aggregate) {
        RangeAnswer one = answer.rangeAnswers().get(query);
        return one.values().get(aggregate);
    }

    private String check(boolean equal) {
        right &= equal;
        return equal ? "   right" : "   WRONG";
    }

    private void heading(String text) {
        say("");
        say(text);
        say("-".repeat(text.length()));
    }

    private void table(List<String[]> rows, String alignments) {
        rows.forEach(row -> row[0] = "    " + row[0]);
        new TextTable(rows, alignments).print(out);
        out.flush();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
