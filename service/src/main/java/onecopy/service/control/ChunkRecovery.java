package onecopy.service.control;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import onecopy.data.fault.Fault;
import onecopy.service.control.JobHandle.Lethal;

/**
 * Takes the chunks of a job back from workers that will not finish them: the dead, the silent, and those in whose hands a
 * stray write has left one. Gives the job up where it kills its workers. What changes chunks is called under the job
 * table's lock; the questions may come from any thread.
 */
final class ChunkRecovery {
    /** Stands for the coordinator where a worker slot is expected. */
    private static final int COORDINATOR = ControlFileDescriptor.WORKER_SLOTS;

    private final JobTable table;
    private final JobSlot slot;
    private final JobArena arena;
    private final long jobId;
    private final JobSpec spec;
    private final SpareAreas spares;
    private final Deaths deaths;
    private final LostChunks lost;
    private volatile int deathCount;
    private volatile Lethal lethal;

    ChunkRecovery(JobTable table, JobSlot slot, JobArena arena, long jobId, JobSpec spec) {
        this.table = table;
        this.slot = slot;
        this.arena = arena;
        this.jobId = jobId;
        this.spec = spec;
        this.spares = new SpareAreas(spec.chunkCount());
        this.deaths = new Deaths(spec.chunkCount());
        this.lost = new LostChunks(table, slot, arena);
    }

    /** {@return what the job failed of where too many workers died over it; empty otherwise} */
    Optional<Lethal> lethal() {
        return Optional.ofNullable(lethal);
    }

    /** {@return how many workers died while they computed a chunk of it} */
    int deathCount() {
        return deathCount;
    }

    /** Frees what a dead worker had claimed; it writes nothing any more, so the result area stays. */
    void freeChunksOfDead(WorkerSlot worker) {
        slot.dropFailureOf(worker.slot());
        for (int chunk = 0; chunk < spec.chunkCount(); chunk++) {
            long word = arena.state(chunk);
            if (ChunkState.isClaimedBy(word, worker.slot()) && setFree(chunk, word, ChunkState.area(word))) {
                table.counters.chunkFreedOfDead();
                noteDeath(chunk, worker.slot());
            }
        }
    }

    /** {@return what a dead worker had claimed and not come back from; empty where it has claimed nothing} */
    Optional<StuckWorker> stuckWorker(WorkerSlot worker) {
        for (int chunk = 0; chunk < spec.chunkCount(); chunk++) {
            if (ChunkState.isClaimedBy(arena.state(chunk), worker.slot())) {
                return Optional.of(new StuckWorker(spec.dataset(), spec.version(), spec.functions(),
                        spec.chunkStart(chunk), spec.chunkEnd(chunk)));
            }
        }
        return Optional.empty();
    }

    private void noteDeath(int chunk, int workerSlot) {
        OptionalInt toBlame = deaths.note(chunk, workerSlot, System.nanoTime());
        deathCount = deaths.count();
        if (toBlame.isPresent() && lethal == null) {
            lethal = new Lethal(toBlame.getAsInt(), spec.chunkStart(chunk), spec.chunkEnd(chunk));
            fail("gave up after " + toBlame.getAsInt() + " workers died computing elements of " + spec.dataset() + "@"
                    + spec.version() + ", the last one " + spec.chunkStart(chunk) + " to "
                    + (spec.chunkEnd(chunk) - 1));
        }
    }

    private void fail(String message) {
        if (slot.claimFailure(COORDINATOR)) {
            slot.putFailure(Fault.UNAVAILABLE, message);
            slot.changeWord(JobWord.of(jobId, JobState.ACTIVE), JobWord.of(jobId, JobState.FAILED));
        }
    }

    /**
     * Frees what a living but silent worker had claimed; it may wake up and write, so the chunk gets a fresh result area.
     */
    void freeChunksOfSilent(WorkerSlot worker) {
        for (int chunk = 0; chunk < spec.chunkCount(); chunk++) {
            long word = arena.state(chunk);
            if (ChunkState.isClaimedBy(word, worker.slot())) {
                // Between the two looks at the claim, so it is the engagement under which the worker holds it.
                long engagement = worker.engagement();
                int fresh = requireSpareArea();
                if (setFree(chunk, word, fresh)) {
                    // Only now: the area of a chunk that is done, or somebody else's, is not ours to lend.
                    spares.exchange(ChunkState.area(word), worker, engagement);
                    table.counters.chunkFreedOfSilent();
                }
            }
        }
    }

    /** Frees the chunks, of those not drained, that are in nobody's hands, and makes sure that workers hear of free ones. */
    void freeLost(BitSet pending) {
        lost.look(pending).forEach(this::freeLost);
        if (lost.isAnyFree()) {
            table.announceWork();
        }
    }

    /** Nobody will finish it, but who has claimed it, or seems to, may still write into its area. */
    private void freeLost(int chunk, long word) {
        int fresh = requireSpareArea();
        if (setFree(chunk, word, fresh)) {
            spares.abandon();
        }
    }

    private int requireSpareArea() {
        int fresh = spares.next();
        if (!arena.hasArea(fresh)) {
            throw arena.damaged("more chunks taken from workers than there are workers");
        }
        table.requireArea(slot, arena.layout(), fresh);
        return fresh;
    }

    private boolean setFree(int chunk, long word, int area) {
        boolean changed = arena.changeState(chunk, word, ChunkState.free(ChunkState.epoch(word) + 1, area));
        if (changed) {
            table.announceWork();
        }
        return changed;
    }
}
