package onecopy.service.bench.probe;

import java.nio.file.Path;
import java.util.SplittableRandom;
import onecopy.data.index.IndexCursor;
import onecopy.data.index.Total128;
import onecopy.data.store.Store;
import onecopy.service.embedded.OpenDataset;

/**
 * Count and sum of what is at most each of many random thresholds, from the index, on one thread, as a program that embeds
 * onecopy asks.
 */
final class IndexSearch implements Subject {
    private static final long SEED = 20_261_122;
    private static final int GROUP = 256;

    private final IndexCursor cursor;
    private final boolean together;
    private final long[] thresholds;
    private final long[] group = new long[GROUP];
    private final long[] entries = new long[GROUP];

    private IndexSearch(OpenDataset dataset, int thresholds, boolean together) {
        this.cursor = dataset.cursor();
        this.together = together;
        this.thresholds = new SplittableRandom(SEED)
                .longs((long) thresholds / GROUP * GROUP, dataset.manifest().min(), dataset.manifest().max()).toArray();
    }

    /** {@return searches in a dataset, which stays open until the process ends} */
    static IndexSearch in(Path store, String dataset, int thresholds, boolean together) {
        return new IndexSearch(OpenDataset.open(Store.at(store), dataset), thresholds, together);
    }

    /** {@return the counts and the low words of the sums, both added up, and how many thresholds that were} */
    @Override
    public long[] run() {
        return together ? runTogether() : runOneByOne();
    }

    private long[] runOneByOne() {
        Total128 sum = new Total128();
        long counts = 0;
        long sums = 0;
        for (long threshold : thresholds) {
            counts += cursor.seekAtMost(threshold).count();
            cursor.sum(sum);
            sums += sum.low();
        }
        return new long[]{counts, sums, thresholds.length};
    }

    private long[] runTogether() {
        Total128 sum = new Total128();
        long counts = 0;
        long sums = 0;
        for (int from = 0; from < thresholds.length; from += GROUP) {
            System.arraycopy(thresholds, from, group, 0, GROUP);
            cursor.entriesAtMost(group, GROUP, entries);
            for (long entry : entries) {
                counts += cursor.seekEntry(entry).count();
                cursor.sum(sum);
                sums += sum.low();
            }
        }
        return new long[]{counts, sums, thresholds.length};
    }
}
