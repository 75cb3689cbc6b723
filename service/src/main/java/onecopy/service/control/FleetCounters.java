package onecopy.service.control;

import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to chunks and workers. Thread-safe, and cheap where it counts. */
final class FleetCounters {
    private final LongAdder chunksDone = new LongAdder();
    private final LongAdder chunksFreedOfDead = new LongAdder();
    private final LongAdder chunksFreedOfSilent = new LongAdder();
    private final LongAdder workerDeaths = new LongAdder();

    void chunksDone(int chunks) {
        chunksDone.add(chunks);
    }

    void chunkFreedOfDead() {
        chunksFreedOfDead.increment();
    }

    void chunkFreedOfSilent() {
        chunksFreedOfSilent.increment();
    }

    void workerDied() {
        workerDeaths.increment();
    }

    FleetCounts counts() {
        return new FleetCounts(chunksDone.sum(), chunksFreedOfDead.sum(), chunksFreedOfSilent.sum(),
                workerDeaths.sum());
    }
}
