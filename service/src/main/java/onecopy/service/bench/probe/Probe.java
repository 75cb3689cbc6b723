package onecopy.service.bench.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onecopy.data.command.Installation;
import onecopy.service.bench.place.Child;
import onecopy.service.bench.place.Workplace;

/** A process that runs one thing whenever it is asked to, and times itself. Used by one thread. */
public final class Probe implements AutoCloseable {
    private static final long HEAP_SPARE_BYTES = 192L << 20;

    private final Child process;

    private Probe(Child process) {
        this.process = process;
        process.hearUntil(ProbeMain.READY);
    }

    /**
     * One run.
     *
     * @param elapsedNs how long it took, by the probe's own clock
     * @param found what it found
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Run(long elapsedNs, long[] found) {}

    /** {@return a probe of the plain read of anonymous memory; finds a sum and the bytes read} */
    public static Probe plainRead(Workplace place, long bytes, int threads) {
        return start(place, 0, List.of("read", Integer.toString(threads), Long.toString(bytes)));
    }

    /** {@return a probe of the scan of a mapped file; finds count and sum of the elements at most the threshold} */
    public static Probe mappedScan(Workplace place, Elements elements, int threads, long threshold) {
        return start(place, 0, scanArguments("mapped", elements, threads, threshold));
    }

    /** {@return a probe of the same scan over a copy in one array on the heap} */
    public static Probe heapScan(Workplace place, Elements elements, int threads, long threshold) {
        return start(place, elements.bytes(), scanArguments("heap", elements, threads, threshold));
    }

    /** {@return a probe of trial division on one thread; finds the sum of divisors and the number of elements} */
    public static Probe trialDivision(Workplace place, Elements elements, int sampleSize) {
        List<String> arguments = new ArrayList<>(List.of("trial", "1"));
        arguments.addAll(elements.arguments());
        arguments.add(Integer.toString(sampleSize));
        return start(place, 0, arguments);
    }

    /**
     * {@return a probe of searches in the index of a dataset of the temporary store; finds sums of the answers and the number of
     * thresholds}
     *
     * @param together whether many are searched for at once
     */
    public static Probe indexSearch(Workplace place, String dataset, int thresholds, boolean together) {
        return start(place, 0, List.of("search", "1", place.store().root().toString(), dataset,
                Integer.toString(thresholds), Boolean.toString(together)));
    }

    /** {@return a process that keeps one core busy until it is closed} */
    public static Probe spinning(Workplace place) {
        return start(place, 0, List.of("spin"));
    }

    private static List<String> scanArguments(String memory, Elements elements, int threads, long threshold) {
        List<String> arguments = new ArrayList<>(List.of(memory, Integer.toString(threads)));
        arguments.addAll(elements.arguments());
        arguments.add(Long.toString(threshold));
        return arguments;
    }

    private static Probe start(Workplace place, long heapBytes, List<String> arguments) {
        List<String> command = new ArrayList<>(
                Installation.require().javaCommand("bench", ProbeMain.class.getName(), arguments));
        command.add(command.indexOf("-cp"), "-Xmx" + (heapBytes + HEAP_SPARE_BYTES));
        return new Probe(place.start("probe " + arguments.getFirst(), command));
    }

    /** {@return its process number} */
    public long pid() {
        return process.pid();
    }

    /** {@return one run} */
    public Run run() {
        process.say("run");
        long[] numbers = Arrays.stream(process.hear().split(" ")).mapToLong(Long::parseLong).toArray();
        return new Run(numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length));
    }

    @Override
    public void close() {
        process.close();
    }
}
