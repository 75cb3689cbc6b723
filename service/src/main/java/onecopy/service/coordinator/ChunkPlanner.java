package onecopy.service.coordinator;

import java.util.Arrays;
import onecopy.service.scan.Runs;

/**
 * Cuts {@code elements} into consecutive chunks. Chunks are ascending, never empty and cover everything; their number
 * never exceeds what the ledger holds. Sizes never grow along the data, except that the last chunk takes what is left.
 */
public final class ChunkPlanner {
    /** A chunk smaller than this wastes too much time on being claimed and merged. */
    static final long FLOOR_WORK_NS = 5_000_000;
    /** Where there are few elements, chunks may shrink to this in order that every worker gets some. */
    static final long SHARING_WORK_NS = 100_000;
    /** A chunk larger than this, lost with its worker, costs too much to compute again. */
    static final long CEILING_WORK_NS = 100_000_000;
    /** The part of what remains per worker that the next guided chunk takes. */
    static final double GUIDED_FRACTION = 0.5;
    /** The same for the steep variant. */
    static final double STEEP_FRACTION = 0.75;
    /** Where there are few elements, each worker should still find this many chunks. */
    static final int CHUNKS_PER_WORKER = 4;
    /** Large chunks start on page boundaries: 1024 elements are one or two pages. */
    private static final long PAGE_ELEMENTS = 1024;
    private static final long ALIGNED_FROM_ELEMENTS = 64 * PAGE_ELEMENTS;

    private final ChunkPolicy policy;

    /** A planner that follows a policy. */
    public ChunkPlanner(ChunkPolicy policy) {
        this.policy = policy;
    }

    /** {@return the policy it follows} */
    public ChunkPolicy policy() {
        return policy;
    }

    /**
     * {@return the {@code n + 1} edges of n chunks, from 0 to {@code elements}; a single 0 for no elements}
     *
     * @param elements number of elements, not negative
     * @param workers workers expected to share them, at least 1
     * @param cost what an element costs
     * @param maxChunks the most chunks the ledger holds, at least 1
     */
    long[] edges(long elements, int workers, ElementCost cost, int maxChunks) {
        long ceiling = cost.elementsWithin(CEILING_WORK_NS);
        long floor = Math.min(ceiling, floor(elements, workers, cost));
        return switch (policy) {
            case STATIC -> equal(elements, ceilDiv(elements, Math.min(workers, maxChunks)));
            case FIXED -> equal(elements, Math.max(floor, ceilDiv(elements, maxChunks)));
            case GUIDED, GUIDED_STEEP, FACTORING -> guided(elements, workers, floor, ceiling, maxChunks);
        };
    }

    /**
     * {@return start and end of each chunk of some runs of elements, ascending; together they cover the runs and nothing
     * else}
     *
     * @param runs start and end of each run, ascending and apart, not empty; fewer than {@code maxChunks}
     */
    long[] bounds(long[] runs, int workers, ElementCost cost, int maxChunks) {
        long elements = Runs.elements(runs);
        int runCount = runs.length / 2;
        // An edge can fall into every run but the last: each adds a chunk at most.
        long[] edges = edges(elements, workers, cost, Math.max(1, maxChunks - Math.max(0, runCount - 1)));
        long[] bounds = new long[2 * (edges.length - 1 + runCount)];
        int filled = 0;
        int edge = 1;
        long before = 0;
        for (int run = 0; run < runs.length; run += 2) {
            long start = runs[run];
            while (start < runs[run + 1]) {
                long left = edges[edge] - before;
                long end = Math.min(runs[run + 1], start + left);
                bounds[filled++] = start;
                bounds[filled++] = end;
                before += end - start;
                edge += before == edges[edge] ? 1 : 0;
                start = end;
            }
        }
        return Arrays.copyOf(bounds, filled);
    }

    private static long floor(long elements, int workers, ElementCost cost) {
        long sharing = ceilDiv(elements, (long) workers * CHUNKS_PER_WORKER);
        long floor = Math.min(cost.elementsWorth(FLOOR_WORK_NS), sharing);
        return Math.max(floor, cost.elementsWorth(SHARING_WORK_NS));
    }

    private static long[] equal(long elements, long size) {
        int count = Math.toIntExact(elements == 0 ? 0 : ceilDiv(elements, size));
        long[] edges = new long[count + 1];
        for (int i = 1; i <= count; i++) {
            edges[i] = Math.min(elements, i * size);
        }
        return edges;
    }

    /** Sizes are doubled until the ledger holds the chunks, so a dear function keeps its ceiling where it can. */
    private long[] guided(long elements, int workers, long firstFloor, long firstCeiling, int maxChunks) {
        long floor = firstFloor;
        long ceiling = firstCeiling;
        long[] edges = new long[maxChunks + 1];
        int count = guidedCount(elements, workers, floor, ceiling, edges);
        while (count < 0) {
            floor = Math.min(elements, 2 * floor);
            ceiling = Math.min(elements, Math.max(2 * ceiling, floor));
            count = guidedCount(elements, workers, floor, ceiling, edges);
        }
        return Arrays.copyOf(edges, count + 1);
    }

    /** {@return number of chunks whose edges were written, -1 where there is no room for them} */
    private int guidedCount(long elements, int workers, long floor, long ceiling, long[] edges) {
        double fraction = policy == ChunkPolicy.GUIDED_STEEP ? STEEP_FRACTION : GUIDED_FRACTION;
        int chunksPerRound = policy == ChunkPolicy.FACTORING ? workers : 1;
        long start = 0;
        long shared = elements;
        int count = 0;
        while (start < elements) {
            if (count == edges.length - 1) {
                return -1;
            }
            if (count % chunksPerRound == 0) {
                shared = elements - start;
            }
            long remaining = elements - start;
            long size = Math.clamp((long) (shared * fraction / workers), floor, ceiling);
            start = size >= remaining ? elements : start + aligned(size);
            edges[++count] = start;
        }
        return count;
    }

    private static long aligned(long size) {
        return size < ALIGNED_FROM_ELEMENTS ? size : size - size % PAGE_ELEMENTS;
    }

    private static long ceilDiv(long dividend, long divisor) {
        return Math.ceilDiv(dividend, divisor);
    }
}
