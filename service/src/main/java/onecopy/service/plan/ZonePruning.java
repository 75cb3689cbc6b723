package onecopy.service.plan;

import java.util.BitSet;
import onecopy.data.zones.ZoneMap;
import onecopy.service.scan.Partial;
import onecopy.service.scan.Runs;
import onecopy.service.scan.ScanSpec;

/**
 * Which zones a pass must read. A zone between two cuts of the pass lies in one elementary interval whole: its count,
 * extremes and sum are known without a look at its values, unless a function is applied to them. Immutable.
 */
final class ZonePruning {
    /** Chunks are cut from runs, and the ledger of a pass holds some thousands of them. */
    static final int MAX_RUNS = 1024;

    private final ScanSpec spec;
    private final ZoneMap zones;
    private final BitSet read;
    private final long[] runs;

    private ZonePruning(ScanSpec spec, ZoneMap zones, BitSet read) {
        this.spec = spec;
        this.zones = zones;
        this.read = read;
        this.runs = runs(zones, read);
    }

    static ZonePruning of(ScanSpec spec, ZoneMap zones) {
        boolean[] applied = new boolean[spec.intervals()];
        for (int interval = 0; interval < applied.length; interval++) {
            for (int function = 0; function < spec.functions().size(); function++) {
                applied[interval] |= spec.applies(function, interval);
            }
        }
        BitSet read = new BitSet(zones.zones());
        for (int zone = 0; zone < zones.zones(); zone++) {
            int interval = Intervals.intervalOf(zones.min(zone), spec.cuts());
            boolean whole = interval == spec.cuts().length || zones.max(zone) <= spec.cuts()[interval];
            if (!whole || applied[interval]) {
                read.set(zone);
            }
        }
        joinRuns(read, zones.zones());
        return new ZonePruning(spec, zones, read);
    }

    /** Reads short gaps too until there are few enough runs. */
    private static void joinRuns(BitSet read, int zones) {
        for (int gap = 1; runCount(read) > MAX_RUNS; gap *= 2) {
            for (int end = read.nextClearBit(0); end < zones; end = read.nextClearBit(end)) {
                int next = read.nextSetBit(end);
                if (next < 0) {
                    break;
                }
                if (end > 0 && next - end <= gap) {
                    read.set(end, next);
                }
                end = next;
            }
        }
    }

    private static int runCount(BitSet read) {
        int count = 0;
        for (int start = read.nextSetBit(0); start >= 0; start = read.nextSetBit(read.nextClearBit(start))) {
            count++;
        }
        return count;
    }

    private static long[] runs(ZoneMap zones, BitSet read) {
        long[] runs = new long[2 * runCount(read)];
        int filled = 0;
        for (int start = read.nextSetBit(0); start >= 0;) {
            int end = read.nextClearBit(start);
            runs[filled++] = zones.firstElement(start);
            runs[filled++] = zones.firstElement(end - 1) + zones.count(end - 1);
            start = read.nextSetBit(end);
        }
        return runs;
    }

    /** {@return start and end of each run of elements to be read, ascending and apart} */
    long[] runs() {
        return runs.clone();
    }

    /** {@return number of elements that need not be read} */
    long skippedElements() {
        return zones.elements() - Runs.elements(runs);
    }

    /** Adds the elements that are not read. */
    void addSkipped(Partial into) {
        for (int zone = read.nextClearBit(0); zone < zones.zones(); zone = read.nextClearBit(zone + 1)) {
            into.addKnown(Intervals.intervalOf(zones.min(zone), spec.cuts()), zones.count(zone), zones.min(zone),
                    zones.max(zone), zones.sumLow(zone), zones.sumHigh(zone));
        }
    }
}
