package onecopy.service.http;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the heap no more than half as large again as what is in it. The serial collector, which starts fastest, looks at old objects only
 * when {@code -Xmx} is used up, and what a thousand waiting requests hold grows old: the process would take a gigabyte where
 * a tenth of it is enough. Thread-safe.
 */
final class HeapCare {
    /** Below this nothing is to be gained. */
    private static final long SMALL_BYTES = 80L << 20;

    private final Runtime heap = Runtime.getRuntime();
    private final AtomicBoolean collecting = new AtomicBoolean();
    private volatile long largeBytes = SMALL_BYTES;

    /** Has the heap collected where it has grown large since the last time; does not wait for it. */
    void look() {
        if (usedBytes() > largeBytes && collecting.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("heap-care").start(this::collect);
        }
    }

    private void collect() {
        System.gc();
        largeBytes = Math.max(SMALL_BYTES, usedBytes() * 3 / 2);
        collecting.set(false);
    }

    private long usedBytes() {
        return heap.totalMemory() - heap.freeMemory();
    }
}
