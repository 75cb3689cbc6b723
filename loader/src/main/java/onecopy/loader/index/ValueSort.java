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

    private final IndexedData data;
    private final ElementType type;
    private final MemorySegment target;
    private final BuildCrew crew;
    private final int scratchElements;
    private final ConcurrentLinkedDeque<Stretch> waiting = new ConcurrentLinkedDeque<>();
    private final AtomicLong unfinished = new AtomicLong();
    private final List<Run> runs = new ArrayList<>();

    private ValueSort(IndexedData data, MemorySegment target, BuildCrew crew, int scratchElements) {
        this.data = data;
        this.type = data.type();
        this.target = target;
        this.crew = crew;
        this.scratchElements = scratchElements;
    }

    /**
     * Writes the values in ascending order.
     *
     * @return runs that cover them, in order
     */
    static List<Run> sort(IndexedData data, MemorySegment values, MemorySegment target, MemoryPlan plan,
            BuildCrew crew) {
        long[] bounds = ValuePartition.partition(data, values, target, plan, crew);
        long largest = 0;
        for (int bucket = 1; bucket < bounds.length; bucket++) {
            largest = Math.max(largest, bounds[bucket] - bounds[bucket - 1]);
        }
        ValueSort sort = new ValueSort(data, target, crew, (int) Math.min(largest, plan.scratchElements()));
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
        BucketSorter sorter = new BucketSorter(scratchElements);
        while (unfinished.get() > 0) {
            Stretch stretch = waiting.pollFirst();
            if (stretch == null) {
                LockSupport.parkNanos(IDLE_NS);
                crew.advance(0);
            } else if (stretch.length() <= sorter.capacity()) {
                finish(sorted(stretch, sorter));
            } else {
                split(stretch);
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

    private Run sorted(Stretch stretch, BucketSorter sorter) {
        int length = (int) stretch.length();
        long[] keys = sorter.keys();
        ValueMemory.load(target, type, stretch.start(), length, data.min(), keys);
        sorter.sort(length);
        ValueMemory.store(target, type, stretch.start(), length, data.min(), keys);
        return new Run(stretch.start(), stretch.end(), distinct(keys, length), sum(keys, length, data.min()));
    }

    private static long distinct(long[] keys, int length) {
        long distinct = 1;
        for (int i = 1; i < length; i++) {
            distinct += keys[i] == keys[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    private static Total128 sum(long[] keys, int length, long base) {
        long lows = 0;
        long highs = 0;
        for (int i = 0; i < length; i++) {
            long value = keys[i] + base;
            lows += value & 0xFFFF_FFFFL;
            highs += value >> Integer.SIZE;
        }
        return new Total128().addProduct(highs, 1L << Integer.SIZE).add(lows);
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
