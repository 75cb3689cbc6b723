package onecopy.service.control;

import static onecopy.service.control.ControlFileDescriptor.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.agrona.BitUtil;

/**
 * Two workers and a coordinator over one job slot, made of the real classes: a job, then a second one of another shape in
 * the same slot, and faults. Every merged partial is compared with what its chunk of its job must give.
 */
final class LedgerWorld implements InterleavingSearch.World {
    private static final int WORKERS = 2;
    private static final int COORDINATOR = WORKERS;
    private static final int WATCH = COORDINATOR + 1;
    private static final int FAULTS = WATCH + 1;
    private static final int GROUPS = FAULTS + 1;
    private static final int PARTIAL_WORDS = 2;
    private static final long SILENCE_NS = 1000;
    private static final long SALT = 1_000_003;
    private static final long READY = 1;
    private static final long WAITING = 2;
    private static final long LEFT = 3;
    private static final long OVER = 4;

    private final FleetPlace place;
    private final LedgerFaults faults;
    private final MemoryDefect defect;
    private final SteppedMemory memory;
    private final WorkerSlot[] slots = new WorkerSlot[WORKERS];
    private final JobTable table;
    private final FleetWatch watch;
    private final List<Actor> actors = new ArrayList<>();
    private final Actor[] workers = new Actor[WORKERS];
    private final WorkerControl[] controls = new WorkerControl[WORKERS];
    private final ClaimedChunk[] claims = new ClaimedChunk[WORKERS];
    private final boolean[] dead = new boolean[WORKERS];
    private final Map<Long, Integer> merged = new HashMap<>();
    private final Set<Long> accepted = new HashSet<>();
    private final int[] chunks;
    private final JobHandle first;
    private Actor lockHolder;
    private boolean over;
    private long nowNs;

    /** @param chunks how many the first job has and the second */
    LedgerWorld(FleetPlace place, LedgerFaults faults, MemoryDefect defect, int... chunks) {
        this.place = place;
        this.faults = faults;
        this.defect = defect;
        this.chunks = chunks;
        memory = new SteppedMemory(WORKERS, GROUPS, faults.silences() > 1, defect);
        memory.actingFor(null, COORDINATOR);
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = new WorkerSlot(memory, slot);
        }
        table = new JobTable(memory, 1, slots, place.pages(),
                Doorbell.create(memory, ControlFileDescriptor.WORKER_BELL_OFFSET));
        watch = new FleetWatch(place.coordinatorLocks(), table, slots, SILENCE_NS);
        first = submit(0);
        for (int worker = 0; worker < WORKERS; worker++) {
            place.holdWorker(worker);
            slots[worker].putState(WorkerState.ATTACHED);
            controls[worker] = new WorkerControl(place.run(), place.workerLocks(),
                    new ControlFile(null, memory, "stepped"), slots[worker]);
        }
        if (faults.silences() > 0) {
            watch.look(nowNs);
        }
        memory.guardedBy(this::checkTouch);
        populate();
    }

    @Override
    public List<Actor> actors() {
        return actors;
    }

    @Override
    public long stateHash() {
        return memory.stateHash();
    }

    @Override
    public void verifyAtRest() {
        if (!over) {
            throw new AssertionError("stuck: the jobs are not over and nobody goes on");
        }
    }

    private void populate() {
        for (int worker = 0; worker < WORKERS; worker++) {
            int slot = worker;
            workers[worker] = actor("worker " + worker, worker, false, me -> work(me, slot));
        }
        actor("coordinator", COORDINATOR, false, this::coordinate);
        for (int worker = 0; worker < faults.deaths(); worker++) {
            int victim = worker;
            actor("death of worker " + worker, FAULTS, true, _ -> kill(victim));
            actor("burial of worker " + worker, WATCH, false, me -> bury(me, victim));
        }
        for (int i = 0; i < faults.silences(); i++) {
            int sleeper = i % WORKERS;
            actor("silence of worker " + sleeper, WATCH, true, me -> missHeartbeats(me, sleeper));
        }
        if (faults.cancelled()) {
            actor("caller", FAULTS, true, me -> {
                locked(me, first::cancel);
                memory.ring(COORDINATOR_BELL_OFFSET);
            });
        }
    }

    /** Whoever acts says so to the memory, each time it goes on. */
    private Actor actor(String name, int group, boolean optional, Consumer<Actor> code) {
        int number = actors.size();
        Actor actor = new Actor(name, optional, code, me -> {
            memory.actingFor(me, group);
            memory.note(group, number);
        });
        actors.add(actor);
        return actor;
    }

    private void work(Actor me, int worker) {
        boolean leaves = faults.leaves() && worker == 0;
        boolean left = false;
        while (!over && !left) {
            memory.restart(worker, READY);
            ClaimedChunk claim = controls[worker].claimNext();
            if (claim == null) {
                memory.restart(worker, WAITING);
                me.pauseUntil(() -> over || memory.hasNews(worker));
            } else {
                compute(worker, claim, leaves);
                left = leaves;
            }
        }
        memory.restart(worker, LEFT);
    }

    private void compute(int worker, ClaimedChunk claim, boolean leaves) {
        claims[worker] = claim;
        try (claim) {
            if (faults.failing() && claim.jobId() == first.jobId()) {
                claim.fail(Fault.FUNCTION_FAILED, "f is impossible");
            } else if (!leaves && claim.isWanted()) {
                long[] partial = partial(claim.jobId(), claim.start() / 10);
                if (claim.publish(partial) && !accepted.add(partial[0])) {
                    throw new AssertionError("two partials of a chunk of job " + claim.jobId() + " are accepted");
                }
            }
        }
        claims[worker] = null;
    }

    private void coordinate(Actor me) {
        serve(me, first, 0);
        for (int job = 1; job < chunks.length; job++) {
            serve(me, submitWhenFree(me, job), job);
        }
        over = true;
        memory.note(COORDINATOR, OVER);
    }

    private void serve(Actor me, JobHandle job, int index) {
        long[] words = new long[PARTIAL_WORDS];
        while (true) {
            memory.restart(COORDINATOR, READY + merged.hashCode());
            int _ = memory.getIntVolatile(COORDINATOR_BELL_OFFSET);
            job.drain(words, () -> merge(job, words));
            if (job.done()) {
                break;
            }
            memory.restart(COORDINATOR, WAITING + merged.hashCode());
            me.pauseUntil(() -> memory.hasNews(COORDINATOR));
        }
        verifyOutcome(job, index);
        locked(me, job::close);
    }

    private void merge(JobHandle job, long[] words) {
        for (int chunk = 0; chunk < job.chunkCount(); chunk++) {
            if (Arrays.equals(words, partial(job.jobId(), chunk))) {
                if (merged.merge(words[0], 1, Integer::sum) > 1) {
                    throw new AssertionError("chunk " + chunk + " of job " + job.jobId() + " is merged twice");
                }
                return;
            }
        }
        throw new AssertionError("a merged partial is no chunk's of job " + job.jobId() + ": "
                + Arrays.toString(words));
    }

    private void verifyOutcome(JobHandle job, int index) {
        if (job.complete()) {
            for (int chunk = 0; chunk < chunks[index]; chunk++) {
                if (!merged.containsKey(partial(job.jobId(), chunk)[0])) {
                    throw new AssertionError("chunk " + chunk + " of job " + job.jobId() + " is missing");
                }
            }
        } else if (index > 0 || (!faults.cancelled() && !faults.failing())) {
            throw new AssertionError("job " + job.jobId() + " is over without being complete");
        } else if (job.failed() && !job.failure().getMessage().equals("f is impossible")) {
            throw new AssertionError("the failure has another text: " + job.failure());
        }
    }

    /** Looks again when it would help; the real one looks every 50 ms. */
    private JobHandle submitWhenFree(Actor me, int job) {
        while (true) {
            try {
                JobHandle[] handle = new JobHandle[1];
                locked(me, () -> handle[0] = submit(job));
                return handle[0];
            } catch (OnecopyException e) {
                if (e.fault() != Fault.BUSY) {
                    throw e;
                }
                memory.restart(COORDINATOR, WAITING + job);
                me.pauseUntil(() -> !isAnyoneEngaged());
            }
        }
    }

    private boolean isAnyoneEngaged() {
        for (int worker = 0; worker < WORKERS; worker++) {
            int hazard = workerSlotOffset(worker) + WorkerSlotDescriptor.ENGAGEMENT_OFFSET;
            if (Engagement.jobSlot(memory.peek(hazard)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void kill(int worker) {
        workers[worker].kill();
        dead[worker] = true;
        place.releaseWorker(worker);
        memory.note(FAULTS, worker + 1);
    }

    private void bury(Actor me, int worker) {
        me.pauseUntil(() -> dead[worker]);
        locked(me, () -> watch.look(nowNs));
        endLook();
    }

    /** Each look wakes the coordinator's threads. What one found stands in the memory; two may have traded areas. */
    private void endLook() {
        memory.ring(COORDINATOR_BELL_OFFSET);
        if (faults.silences() + faults.deaths() <= 1) {
            memory.restart(WATCH, OVER);
        }
    }

    private void missHeartbeats(Actor me, int sleeper) {
        locked(me, () -> {
            for (int worker = 0; worker < WORKERS; worker++) {
                int heartbeats = workerSlotOffset(worker) + WorkerSlotDescriptor.HEARTBEATS_OFFSET;
                memory.poke(heartbeats, memory.peek(heartbeats) + (worker == sleeper ? 0 : 1));
            }
            nowNs += 2 * SILENCE_NS;
            if (defect == MemoryDefect.AREA_STAYS_WITH_THE_CHUNK) {
                table.open().forEach(job -> job.recovery().freeChunksOfDead(slots[sleeper]));
            } else {
                watch.look(nowNs);
            }
        });
        endLook();
    }

    /** The job table's lock knows threads, and all actors are one thread: this one is in front of it. */
    private void locked(Actor me, Runnable action) {
        me.pauseUntil(() -> lockHolder == null);
        lockHolder = me;
        table.lock.lock();
        try {
            action.run();
        } finally {
            table.lock.unlock();
            lockHolder = null;
        }
    }

    private JobHandle submit(int job) {
        return submit(ControlledFleet.job("job" + job, chunks[job], PARTIAL_WORDS));
    }

    private JobHandle submit(JobSpec spec) {
        try {
            return table.submit(spec, 0, 0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Whoever is alive may touch a job slot only while it is kept for the job it claimed from, and write only into a
     * result area that nobody else computes into or has finished.
     */
    private void checkTouch(int worker, int slotOffset, boolean write) {
        ClaimedChunk claim = claims[worker];
        JobSlot slot = new JobSlot(memory, 0);
        memory.unseen(() -> {
            long word = slot.word();
            if (JobWord.state(word) == JobState.FREE || JobWord.jobId(word) != JobWord.jobId(memory.meant(worker))) {
                throw new AssertionError("worker " + worker + " touches a job slot that is not kept for it");
            }
            if (write && claim != null) {
                checkArea(slot, worker, claim, slotOffset);
            }
        });
    }

    private void checkArea(JobSlot slot, int worker, ClaimedChunk claim, int slotOffset) {
        JobArena arena = slot.arena();
        int areas = arena.layout().areasAt();
        if (slotOffset < areas) {
            return;
        }
        if (JobWord.jobId(slot.word()) != claim.jobId()) {
            throw new AssertionError("worker " + worker + " writes a partial of job " + claim.jobId()
                    + " into a slot of job " + JobWord.jobId(slot.word()));
        }
        int area = (slotOffset - areas) / JobSlotDescriptor.areaStride(PARTIAL_WORDS);
        for (int chunk = 0; chunk < arena.layout().chunks(); chunk++) {
            long word = arena.state(chunk);
            boolean used = ChunkState.status(word) != ChunkState.FREE && ChunkState.area(word) == area;
            if (used && (ChunkState.worker(word) != worker || 10L * chunk != claim.start())) {
                throw new AssertionError("worker " + worker + " writes into area " + area + ", which is worker "
                        + ChunkState.worker(word) + "'s for chunk " + chunk);
            }
        }
    }

    private static long[] partial(long jobId, long chunk) {
        long word = jobId * SALT + chunk * BitUtil.SIZE_OF_LONG;
        return new long[]{word, ~word};
    }
}
