package onecopy.service.bench;

import java.util.List;
import java.util.Map;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Goal;
import onecopy.service.bench.figure.Rounds;
import onecopy.service.bench.figure.Samples;
import onecopy.service.bench.place.Workplace;
import onecopy.service.bench.probe.Probe;
import onecopy.service.bench.truth.Truth;
import onecopy.service.bench.truth.Verifier;
import onecopy.service.query.Range;

/**
 * The complaint that began it all: is a mapped file slower than an array? The same kernel on both, each in a process
 * of its own, because a compiler that has seen both kinds of memory compiles neither as well.
 */
final class HeapChapter implements Chapter {
    private static final String HEAP = "heap";
    private static final String MAPPED = "mapped";

    private final Workplace place;
    private final ServedData data;
    private final BenchSettings settings;

    HeapChapter(Workplace place, ServedData data, BenchSettings settings) {
        this.place = place;
        this.data = data;
        this.settings = settings;
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        if (data.elements().count() > BenchSettings.MAX_ELEMENTS) {
            return List.of();
        }
        Range half = data.thresholds().atMost(0.5);
        Truth truth = data.oracle().about(List.of(half), false).get(half);
        try (Probe heap = Probe.heapScan(place, data.elements(), settings.workers(), half.to());
                Probe mapped = Probe.mappedScan(place, data.elements(), settings.workers(), half.to())) {
            Map<String, Samples> samples = new Rounds().add(HEAP, () -> verifiedNs(HEAP, heap.run(), truth))
                    .add(MAPPED, () -> verifiedNs(MAPPED, mapped.run(), truth))
                    .take(settings.warmups() + 2, settings.rounds());
            return figures(samples.get(HEAP), samples.get(MAPPED));
        }
    }

    private static long verifiedNs(String memory, Probe.Run run, Truth truth) {
        Verifier.require("the kernel on " + memory + " memory", truth, run.found()[0], run.found()[1]);
        return run.elapsedNs();
    }

    private List<Figure> figures(Samples heap, Samples mapped) {
        String threads = settings.workers() == 1 ? ", 1 thread" : ", " + settings.workers() + " threads";
        return List.of(
                Figure.of("heap", "the kernel alone on a heap array" + threads,
                        data.elements().bytes() / heap.median(), "GB/s"),
                Figure.of("mapped", "the kernel alone on the mapped file" + threads,
                        data.elements().bytes() / mapped.median(), "GB/s")
                        .comparedWith("heap array", heap.ratioTo(mapped)).withGoal(Goal.ratioAtLeast(0.99)));
    }
}
