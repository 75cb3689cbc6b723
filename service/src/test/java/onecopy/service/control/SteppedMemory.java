package onecopy.service.control;

import static onecopy.service.control.ControlFileDescriptor.*;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The memory of a control file whose every access is seen: the actor that is about to make one stops first, and what it
 * reads and changes goes into a hash of the state. Of each job slot only the first pages are there. Each access is one
 * step, so this is sequential consistency; weaker orders are the stress tests' matter.
 *
 * <p>An actor stops at accesses that can race: volatile ones, compare-and-set, and a worker's stores into result areas.
 * The rest (what a coordinator lays out before it publishes a job, counters for people) happens with the step before it;
 * that a worker reads or writes a job slot which is not kept for it is {@link Guard}'s to find at the next stop.
 */
final class SteppedMemory extends UnsafeBuffer {
    /** Bytes of a job slot that exist. */
    static final int SLOT_LENGTH = 2 * PAGE_LENGTH;

    private static final int LENGTH = JOB_SLOTS_OFFSET + JOB_SLOTS * SLOT_LENGTH;
    private static final long BIG_PRIME = 0x9E3779B97F4A7C15L;

    /** Told of a worker's accesses beyond the job word before they happen. */
    interface Guard {
        void touch(int worker, int slotOffset, boolean write);
    }

    private final long[] histories;
    private final int[] heard;
    private final long[] meant;
    private final int lastWorker;
    private final boolean engagementsCount;
    private final MemoryDefect defect;
    private Guard guard = (_, _, _) -> {};
    private Actor actor;
    private int group;
    private long contentHash;
    private long lateEngagement;
    private int lateOffset = -1;
    private int lateGroup;
    private long firstLook;
    private int lastPut;

    /**
     * @param workers how many workers there are; workers are groups 0 and up
     * @param groups how many groups of actors there are, the coordinator's after the workers'; those of one group share
     *     state beside this memory
     * @param engagementsCount whether anybody compares how often workers were engaged
     */
    SteppedMemory(int workers, int groups, boolean engagementsCount, MemoryDefect defect) {
        super(Backing.cleared());
        this.engagementsCount = engagementsCount;
        this.lastWorker = workers - 1;
        this.histories = new long[groups];
        this.heard = new int[workers + 1];
        this.meant = new long[workers];
        this.defect = defect;
    }

    /** One memory for all worlds of a thread: only one lives at a time. */
    private static final class Backing {
        private static final ThreadLocal<Backing> OF_THREAD = ThreadLocal.withInitial(Backing::new);

        private final ByteBuffer bytes = BufferUtil.allocateDirectAligned(LENGTH, PAD_LENGTH);
        private final UnsafeBuffer view = new UnsafeBuffer(bytes);

        static ByteBuffer cleared() {
            Backing backing = OF_THREAD.get();
            backing.view.setMemory(0, LENGTH, (byte) 0);
            return backing.bytes;
        }
    }

    void guardedBy(Guard newGuard) {
        guard = newGuard;
    }

    /** Says who acts from here on, null for the preparation of the world, which is one step. */
    void actingFor(Actor nextActor, int itsGroup) {
        actor = nextActor;
        group = itsGroup;
    }

    /** Runs something that looks at the memory for nobody. */
    void unseen(Runnable look) {
        Actor before = actor;
        actor = null;
        look.run();
        actor = before;
    }

    /** Notes something that decides what a group does next and does not stand in the memory. */
    void note(int whichGroup, long fact) {
        histories[whichGroup] = mix(histories[whichGroup] ^ fact);
    }

    /** Forgets what a group has read: all that counts of it from here on is this. */
    void restart(int whichGroup, long localState) {
        histories[whichGroup] = mix(localState);
    }

    /** Bells count for what they tell each listener, news or no news: a group's last value of its bell. */
    long stateHash() {
        long hash = contentHash ^ mix(lateOffset < 0 ? 0 : lateEngagement + 1) ^ mix(firstLook);
        for (int listener = 0; listener < heard.length; listener++) {
            hash = mix(hash + (hasNews(listener) ? 1 : 2));
        }
        for (int i = 0; i < histories.length; i++) {
            hash = mix(hash + histories[i] * (i + 1));
        }
        return hash;
    }

    /** {@return the word as it is, looked at by nobody} */
    long peek(int index) {
        return super.getLong(at(index));
    }

    int peekInt(int index) {
        return super.getInt(at(index));
    }

    /** {@return whether the bell this group listens to has rung since it looked last} */
    boolean hasNews(int listener) {
        return super.getInt(listener <= lastWorker ? WORKER_BELL_OFFSET : COORDINATOR_BELL_OFFSET) != heard[listener];
    }

    /** {@return the job word as this worker saw it last before it engaged} */
    long meant(int worker) {
        return meant[worker];
    }

    /** Rings a bell as a look at the workers or a caller does: they wake the coordinator's threads without it. */
    void ring(int bell) {
        super.putInt(bell, super.getInt(bell) + 1);
    }

    /** Changes a word behind everybody's back. */
    void poke(int index, long value) {
        hashed(index, super.getLong(at(index)), value);
        super.putLong(at(index), value);
    }

    @Override
    public long getLongVolatile(int index) {
        stop(index, false);
        long value = lateOffset == index && lateGroup == group ? lateEngagement : super.getLongVolatile(at(index));
        if (isHazard(index) && isCoordinator() && defect == MemoryDefect.ENGAGEMENT_IS_OVERLOOKED) {
            value = Engagement.ended(value);
        }
        if (isHazard(index) && isCoordinator() && defect == MemoryDefect.AREA_DOES_NOT_REST) {
            value += histories[group] << Short.SIZE;
        }
        if (index == jobSlotOffset(0) && isWorker() && !isEngaged(group)) {
            meant[group] = value;
        }
        if (index == jobSlotOffset(0) && group == 0 && isWorker() && defect == MemoryDefect.NO_SECOND_LOOK) {
            value = secondLook(value);
        }
        return read(index, value);
    }

    @Override
    public int getIntVolatile(int index) {
        stop(index, false);
        int value = super.getIntVolatile(at(index));
        if (isBell(index)) {
            heard[group] = value;
            return value;
        }
        return (int) read(index, value);
    }

    @Override
    public long getLong(int index) {
        return read(index, super.getLong(at(index)));
    }

    @Override
    public int getInt(int index) {
        return (int) read(index, super.getInt(at(index)));
    }

    @Override
    public void getBytes(int index, byte[] destination) {
        super.getBytes(at(index), destination);
    }

    @Override
    public void putLong(int index, long value) {
        if (isWorker() && index != lastPut + BitUtil.SIZE_OF_LONG) {
            stop(index, true);
        }
        lastPut = index;
        write(index, value);
    }

    @Override
    public void putLongVolatile(int index, long value) {
        stop(index, true);
        if (isHazard(index) && group == 0 && actor != null && defect == MemoryDefect.ENGAGEMENT_IS_LATE) {
            lateOffset = index;
            lateEngagement = value;
            lateGroup = group;
        } else {
            write(index, value);
        }
    }

    @Override
    public void putLongRelease(int index, long value) {
        stop(index, true);
        write(index, value);
    }

    @Override
    public void putInt(int index, int value) {
        hashed(index, super.getInt(at(index)), value);
        super.putInt(at(index), value);
    }

    @Override
    public void putIntRelease(int index, int value) {
        putInt(index, value);
    }

    @Override
    public int getAndAddInt(int index, int delta) {
        stop(index, true);
        int value = super.getInt(at(index));
        if (index == WORKER_BELL_OFFSET && isWorker() && defect == MemoryDefect.FREED_CHUNK_IS_NOT_ANNOUNCED) {
            return value;
        }
        putInt(index, value + delta);
        return value;
    }

    @Override
    public long getAndAddLong(int index, long delta) {
        stop(index, true);
        long value = read(index, super.getLong(at(index)));
        write(index, value + delta);
        return value;
    }

    @Override
    public boolean compareAndSetLong(int index, long expected, long update) {
        stop(index, true);
        flush();
        long found = super.getLong(at(index));
        boolean changed = (found == expected || isBlindDone(index, update)) && !isForgottenFailure(index);
        if (changed) {
            write(index, update);
        }
        note(group, changed ? 1 : 0);
        return changed;
    }

    @Override
    public void putBytes(int index, byte[] source) {
        putBytes(index, source, 0, source.length);
    }

    @Override
    public void putBytes(int index, byte[] source, int offset, int length) {
        stop(index, true);
        contentHash ^= mix(index + BIG_PRIME * Arrays.hashCode(source));
        super.putBytes(at(index), source, offset, length);
    }

    @Override
    public void putBytes(int index, DirectBuffer source, int sourceIndex, int length) {
        throw new UnsupportedOperationException("not seen by the search");
    }

    private long read(int index, long value) {
        if (isShared(index) && actor != null) {
            note(group, told(index, value));
        }
        return value;
    }

    private void write(int index, long value) {
        flush();
        hashed(index, super.getLong(at(index)), value);
        super.putLong(at(index), value);
    }

    private void flush() {
        if (lateOffset >= 0 && lateGroup == group) {
            int index = lateOffset;
            lateOffset = -1;
            write(index, lateEngagement);
        }
    }

    private void hashed(int index, long before, long after) {
        if (isShared(index) && !isBell(index)) {
            long place = BIG_PRIME * (index + 1);
            contentHash ^= mix(told(index, before) + place) ^ mix(told(index, after) + place);
        }
    }

    /** What a word says; how often a worker was engaged says something only to who takes areas from it. */
    private long told(int index, long value) {
        return isHazard(index) && !engagementsCount ? Engagement.jobSlot(value) : value;
    }

    private void stop(int index, boolean write) {
        if (actor != null && isShared(index)) {
            actor.pause();
            if (isWorker() && index > jobSlotOffset(0)) {
                guard.touch(group, index - jobSlotOffset(0), write);
            }
        }
    }

    private boolean isWorker() {
        return actor != null && group <= lastWorker;
    }

    private boolean isCoordinator() {
        return actor != null && group > lastWorker;
    }

    private boolean isShared(int index) {
        if (index >= JOB_SLOTS_OFFSET) {
            return index < jobSlotOffset(1);
        }
        return index >= WORKER_SLOTS_OFFSET
                ? index < workerSlotOffset(lastWorker + 1) && isHazard(index)
                : isBell(index);
    }

    private static boolean isBell(int index) {
        return index == WORKER_BELL_OFFSET || index == COORDINATOR_BELL_OFFSET;
    }

    private static boolean isHazard(int index) {
        return index >= WORKER_SLOTS_OFFSET && index < JOB_SLOTS_OFFSET
                && (index - WORKER_SLOTS_OFFSET)
                        % WorkerSlotDescriptor.LENGTH == WorkerSlotDescriptor.ENGAGEMENT_OFFSET;
    }

    private static int at(int index) {
        if (index < JOB_SLOTS_OFFSET) {
            return index;
        }
        int inSlots = index - JOB_SLOTS_OFFSET;
        int inSlot = inSlots % JobSlotDescriptor.LENGTH;
        if (inSlot >= SLOT_LENGTH) {
            throw new AssertionError("offset " + inSlot + " of a job slot does not exist here");
        }
        return JOB_SLOTS_OFFSET + inSlots / JobSlotDescriptor.LENGTH * SLOT_LENGTH + inSlot;
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * BIG_PRIME;
        return (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
    }

    /** The first look of each claim comes while not engaged, the second right after engaging. */
    private long secondLook(long value) {
        if (!isEngaged(0)) {
            firstLook = value;
        }
        return firstLook;
    }

    private boolean isEngaged(int worker) {
        return Engagement.jobSlot(peek(workerSlotOffset(worker) + WorkerSlotDescriptor.ENGAGEMENT_OFFSET)) >= 0;
    }

    private boolean isBlindDone(int index, long update) {
        return defect == MemoryDefect.DONE_IS_NOT_COMPARED && isWorker() && isState(index)
                && ChunkState.status(update) == ChunkState.DONE;
    }

    private boolean isForgottenFailure(int index) {
        return defect == MemoryDefect.FAILURE_STAYS_WITH_THE_DEAD && isCoordinator()
                && index == jobSlotOffset(0) + JobSlotDescriptor.FAILURE_OWNER_OFFSET;
    }

    private boolean isState(int index) {
        int base = jobSlotOffset(0);
        JobLayout layout = new JobLayout(peekInt(base + JobSlotDescriptor.CHUNK_COUNT_OFFSET),
                peekInt(base + JobSlotDescriptor.PARTIAL_WORDS_OFFSET),
                peekInt(base + JobSlotDescriptor.SPEC_LENGTH_OFFSET));
        int states = base + layout.statesAt();
        return index >= states && index < states + layout.chunks() * BitUtil.SIZE_OF_LONG;
    }
}
