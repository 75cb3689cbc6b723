package onecopy.service.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import onecopy.data.command.Units;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Store;
import onecopy.service.bench.figure.Figure;
import onecopy.service.bench.figure.Report;
import onecopy.service.bench.place.Host;
import onecopy.service.bench.place.Loading;
import onecopy.service.bench.place.Room;
import onecopy.service.bench.place.Workplace;

/** The whole benchmark: data, fleets, one chapter after the other. Leaves nothing behind. */
public final class Bench {
    private static final String COMMON = "common";
    private static final String MILLION = "million";
    private static final String LARGE = "large";
    private static final int MAX_VALUE = 1_000_000;
    private static final long MILLION_ELEMENTS = 1_000_000;
    private static final long LARGE_ELEMENTS = 1L << 26;
    /** The large values are sixteen times fewer: each costs as many times more. */
    private static final int LARGE_SHARE = 16;

    private final BenchSettings settings;
    private final Consumer<String> progress;
    private final Map<String, String> conditions = new LinkedHashMap<>();

    /**
     * A benchmark that has not begun.
     *
     * @param progress is told what is being done, a few words each time
     */
    public Bench(BenchSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * {@return what was found}
     *
     * @throws onecopy.service.bench.truth.WrongAnswerException where an answer is not right
     */
    public Report run() throws InterruptedException {
        Instant startedAt = Instant.now();
        conditions.put("machine", Host.description());
        conditions.put("other work", Host.load());
        List<Figure> figures = new ArrayList<>();
        try (Workplace place = Workplace.in(settings.parent())) {
            Store store = settings.dataset().isPresent() ? settings.store() : place.store();
            long elements = settings.dataset().isPresent() ? 0 : makeCommon(place);
            makeOthers(place, elements);
            progress.accept("starting a fleet of 1 worker and one of " + settings.workers());
            try (Fleets own = Fleets.start(place, place.store(), settings.workers());
                    Fleets served = settings.dataset().isPresent()
                            ? Fleets.start(place, store, settings.workers())
                            : own;
                    DatasetVersion common = store.openCurrent(settings.dataset().orElse(COMMON));
                    DatasetVersion million = place.store().openCurrent(MILLION);
                    DatasetVersion large = place.store().openCurrent(LARGE)) {
                describe(common);
                chapters(place, own, served.serving(common), own.serving(million), own.serving(large))
                        .forEach((what, chapter) -> figures.addAll(measured(what, chapter)));
            }
        }
        return new Report("onecopy bench", conditions, startedAt, figures);
    }

    private Map<String, Chapter> chapters(Workplace place, Fleets own, ServedData common, ServedData million,
            ServedData large) {
        Map<String, Chapter> chapters = new LinkedHashMap<>();
        chapters.put("scans against memory", new ScanChapter(place, common, settings));
        chapters.put("mapped file against heap array", new HeapChapter(place, common, settings));
        chapters.put("divisors by trial division", new DivisorsChapter(place, common, large, settings));
        chapters.put("one worker against " + settings.workers(), new WorkersChapter(common, large, settings));
        chapters.put("the million-integer experiment", new ExperimentChapter(million, settings));
        chapters.put("starting", new StartChapter(place, million, settings));
        // Last, because what it writes keeps the disk busy for a while.
        chapters.put("answers from the index", new IndexChapter(place, own, common, settings));
        return chapters;
    }

    private List<Figure> measured(String what, Chapter chapter) {
        progress.accept("measuring " + what);
        try {
            return chapter.measure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring " + what, e);
        }
    }

    private long makeCommon(Workplace place) throws InterruptedException {
        long elements = Room.around(place.folder()).fitting(settings.elements(), Integer.BYTES);
        if (elements < settings.elements()) {
            conditions.put("smaller data", "room for " + Units.grouped(elements) + " elements, not for the "
                    + Units.grouped(settings.elements()) + " asked for");
        }
        progress.accept("making " + Units.grouped(elements) + " random numbers");
        Loading.random(place, COMMON, elements, 0, MAX_VALUE, Loading.Index.NONE);
        return elements;
    }

    private void makeOthers(Workplace place, long commonElements) throws InterruptedException {
        Loading.random(place, MILLION, MILLION_ELEMENTS, 0, MAX_VALUE, Loading.Index.BUILT);
        long elements = commonElements == 0
                ? LARGE_ELEMENTS
                : Math.clamp(commonElements / LARGE_SHARE, 1 << 12, LARGE_ELEMENTS);
        Loading.random(place, LARGE, elements, 1, Integer.MAX_VALUE, Loading.Index.NONE);
        conditions.put("large values", Units.grouped(elements) + " x int32, uniform in 1 to 2^31-1");
    }

    private void describe(DatasetVersion common) {
        conditions.put("data", Units.grouped(common.manifest().count()) + " x "
                + common.manifest().elementType().label() + " in " + Units.grouped(common.manifest().min()) + " to "
                + Units.grouped(common.manifest().max()) + settings.dataset().map(name -> " (" + name + ")").orElse("")
                + ", warm page cache, forced scan unless said otherwise");
        conditions.put("samples", "medians of " + settings.rounds() + " rounds taken in turns after "
                + settings.warmups() + " warm-ups; ratios are medians of ratios within a round; server-side times");
    }
}
