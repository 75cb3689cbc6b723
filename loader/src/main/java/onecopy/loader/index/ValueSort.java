package onecopy.loader.index;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.ElementType;
import onecopy.data.index.IndexedData;
import onecopy.data.index.Total128;
import onecopy.loader.index.InPlaceSplitter.Stretch;

/**
 * Sorts a dataset into a mapped file: partitions it into buckets, then sorts each bucket in memory, where it is summed up at
 * once. A bucket too large for that is split in place until its parts are small enough or constant, whatever the values.
 */
final class ValueSort {
    private static final long IDLE_NS = 50_000;
    private static final long ADVANCE_ELEMENTS = 1 << 20;
    private static final int OUTPUT_BYTES = 1 << 16;

    private final IndexedData data;
    private final ElementType type;
    private final ArrayWriter file;
    private final MemorySegment target;
    private final BuildCrew crew;
    private final int scratchElements;
    private final ConcurrentLinkedDeque<Stretch> waiting = new ConcurrentLinkedDeque<>();
    private final AtomicLong unfinished = new AtomicLong();
    private final List<Run> runs = new ArrayList<>();

    private ValueSort(IndexedData data, ArrayWriter file, BuildCrew crew, int scratchElements) {
        this.data = data;
        this.type = data.type();
        this.file = file;
        this.target = file.entries();
        this.crew = crew;
        this.scratchElements = scratchElements;
    }

    /**
     * Writes the values in ascending order.
     *
     * @return runs that cover them, in order
     */
    static List<Run> sort(IndexedData data, MemorySegment values, ArrayWriter target, MemoryPlan plan,
            BuildCrew crew) {
        long[] bounds = ValuePartition.partition(data, values, target, plan, crew);
        long largest = 0;
        for (int bucket = 1; bucket < bounds.length; bucket++) {
            largest = Math.max(largest, bounds[bucket] - bounds[bucket - 1]);
        }
        ValueSort sort = new ValueSort(data, target, crew, (int) Math.min(largest, BucketSorter.capacity(data, plan)));
        for (int bucket = 1; bucket < bounds.length; bucket++) {
            sort.add(new Stretch(bounds[bucket - 1], bounds[bucket]));
        }
        crew.begin("sort", data.count() * data.type().widthBytes());
        crew.run(_ -> sort.work());
        sort.runs.sort(Comparator.comparingLong(Run::start));
        return sort.runs;
    }

    private void add(Stretch stretch) {
        unfinished.incrementAndGet();
        waiting.addLast(stretch);
    }

    private void work() {
        BucketSorter sorter = BucketSorter.create(data, scratchElements);
        try (EntryOutput output = new EntryOutput(file, type, OUTPUT_BYTES)) {
            while (unfinished.get() > 0) {
                Stretch stretch = waiting.pollFirst();
                if (stretch == null) {
                    LockSupport.parkNanos(IDLE_NS);
                    crew.advance(0);
                } else if (stretch.length() <= sorter.capacity()) {
                    finish(sorter.sort(target, type, stretch, output));
                } else {
                    split(stretch);
                }
            }
        }
    }

    private void finish(Run run) {
        synchronized (runs) {
            runs.add(run);
        }
        crew.advance((run.end() - run.start()) * type.widthBytes());
        unfinished.decrementAndGet();
    }

    private void split(Stretch stretch) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (long i = stretch.start(); i < stretch.end(); i++) {
            long value = ValueMemory.get(target, type, i);
            min = Math.min(min, value);
            max = Math.max(max, value);
            if (i % ADVANCE_ELEMENTS == 0) {
                crew.advance(0);
            }
        }
        if (min == max) {
            Total128 sum = new Total128().addProduct(min, stretch.length());
            finish(new Run(stretch.start(), stretch.end(), 1, sum));
            return;
        }
        InPlaceSplitter.split(target, type, stretch, min, max, crew, this::add);
        unfinished.decrementAndGet();
    }
}
