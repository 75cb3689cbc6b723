package onecopy.service.control;

import static onecopy.service.control.JobSlotDescriptor.*;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.agrona.BitUtil;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A job slot as everyone reads it and as the ledger's rules change it. Whoever touches more than the job word must be
 * the coordinator, or be engaged with the slot, or (a reader) be ready to see torn values.
 */
final class JobSlot {
    private final AtomicBuffer words;
    private final int slot;
    private final int base;

    JobSlot(AtomicBuffer words, int slot) {
        this.words = words;
        this.slot = slot;
        this.base = ControlFileDescriptor.jobSlotOffset(slot);
    }

    int slot() {
        return slot;
    }

    int base() {
        return base;
    }

    /** {@return the job word; acquire: orders reading the job after it, pairs with {@link #putWord}} */
    long word() {
        return words.getLongVolatile(base + WORD_OFFSET);
    }

    /** Publishes a job word; a full fence: orders what was written before it, and later looks at hazard words after. */
    void putWord(long word) {
        words.putLongVolatile(base + WORD_OFFSET, word);
    }

    boolean changeWord(long from, long to) {
        return words.compareAndSetLong(base + WORD_OFFSET, from, to);
    }

    int chunkCount() {
        return within("chunks", words.getInt(base + CHUNK_COUNT_OFFSET), 0, MAX_CHUNKS);
    }

    long batchId() {
        return words.getLong(base + BATCH_ID_OFFSET);
    }

    int partialWords() {
        return within("words of a partial", words.getInt(base + PARTIAL_WORDS_OFFSET), 1, MAX_PARTIAL_WORDS);
    }

    /** {@return the specification with its chunks} */
    JobSpec spec() {
        long[] bounds = new long[2 * chunkCount()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = bound(i);
        }
        return JobSpecCodec.decode(words, base + ARENA_OFFSET, bounds);
    }

    /** {@return index of a chunk's first element} */
    long start(int chunk) {
        return bound(2 * chunk);
    }

    /** {@return index after a chunk's last element} */
    long end(int chunk) {
        return bound(2 * chunk + 1);
    }

    private long bound(int index) {
        return words.getLong(base + position(BOUNDS_POSITION_OFFSET, index, BitUtil.SIZE_OF_LONG));
    }

    /** {@return a chunk's state word; acquire: orders reading its partial after DONE, pairs with {@link #changeState}} */
    long state(int chunk) {
        return words.getLongVolatile(stateOffset(chunk));
    }

    /**
     * Changes a chunk's state word if it still is {@code from}. A full fence: orders the partial before DONE, and a
     * freed chunk's last use before its next claim.
     */
    boolean changeState(int chunk, long from, long to) {
        return words.compareAndSetLong(stateOffset(chunk), from, to);
    }

    /**
     * Claims a chunk for this worker: first the next never-claimed one by the cursor, which spares workers the walk and
     * the collisions, then any that was set free again.
     *
     * @return the chunk, -1 if none is free
     */
    int claim(int worker) {
        int count = chunkCount();
        while (words.getLongVolatile(base + CURSOR_OFFSET) < count) {
            long next = words.getAndAddLong(base + CURSOR_OFFSET, 1);
            if (next < count && tryClaim((int) next, worker)) {
                return (int) next;
            }
        }
        for (int chunk = 0; chunk < count; chunk++) {
            if (tryClaim(chunk, worker)) {
                return chunk;
            }
        }
        return -1;
    }

    /** Copies a partial into a result area; made visible by the state word that follows. */
    void putPartial(int area, long[] partial) {
        int offset = areaOffset(area);
        for (int i = 0; i < partial.length; i++) {
            words.putLong(offset + i * BitUtil.SIZE_OF_LONG, partial[i]);
        }
    }

    /** Copies the partial of a finished chunk out. */
    void getPartial(int area, long[] partial) {
        int offset = areaOffset(area);
        int length = partialWords();
        for (int i = 0; i < length; i++) {
            partial[i] = words.getLong(offset + i * BitUtil.SIZE_OF_LONG);
        }
    }

    /** {@return whether this worker may now write the failure text: the first one who fails may} */
    boolean claimFailure(int worker) {
        return words.compareAndSetLong(base + FAILURE_OWNER_OFFSET, 0, worker + 1);
    }

    /** Lets others report a failure if this worker, which died, was about to. */
    void dropFailureOf(int worker) {
        words.compareAndSetLong(base + FAILURE_OWNER_OFFSET, worker + 1, 0);
    }

    /** Writes the failure text; made visible by the job word that follows. */
    void putFailure(Fault fault, String message) {
        Texts.put(words, base + FAILURE_TEXT_OFFSET, FAILURE_TEXT_LENGTH, fault.code() + '\n' + message);
    }

    /** {@return the failure of a job whose state is FAILED} */
    OnecopyException failure() {
        String text = Texts.get(words, base + FAILURE_TEXT_OFFSET, FAILURE_TEXT_LENGTH);
        int newline = Math.max(text.indexOf('\n'), 0);
        return new OnecopyException(Fault.ofCode(text.substring(0, newline)),
                text.substring(Math.min(newline + 1, text.length())));
    }

    /** {@return bytes from the slot's start to a result area's end} */
    int areaEnd(int area) {
        return areaOffset(area) - base + areaStride(partialWords());
    }

    private boolean tryClaim(int chunk, int worker) {
        long word = state(chunk);
        return ChunkState.status(word) == ChunkState.FREE
                && changeState(chunk, word, ChunkState.claimed(word, worker));
    }

    private int stateOffset(int chunk) {
        return base + position(STATES_POSITION_OFFSET, chunk, BitUtil.SIZE_OF_LONG);
    }

    private int areaOffset(int area) {
        return base + position(AREAS_POSITION_OFFSET, area, areaStride(partialWords()));
    }

    /** {@return where an item of the arena lies, inside the slot whatever a damaged file says} */
    private int position(int field, int index, int stride) {
        int start = words.getInt(base + field);
        long end = start + (index + 1L) * stride;
        if (start < ARENA_OFFSET || index < 0 || end > LENGTH || start % BitUtil.SIZE_OF_LONG != 0) {
            throw damaged("an item at " + start + " + " + index + " * " + stride);
        }
        return start + index * stride;
    }

    private int within(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw damaged(value + " " + what);
        }
        return value;
    }

    private OnecopyException damaged(String what) {
        return new OnecopyException(Fault.CORRUPT, "the control file is damaged: job slot " + slot + " has " + what);
    }
}
