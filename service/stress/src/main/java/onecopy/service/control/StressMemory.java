package onecopy.service.control;

import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** The beginning of a control file with one published job in slot 0: two chunks, two words a partial. */
final class StressMemory {
    static final int CHUNKS = 2;
    static final int PARTIAL_WORDS = 2;
    static final long JOB_ID = 1;
    static final long ACTIVE = JobWord.of(JOB_ID, JobState.ACTIVE);

    private static final int STATES_AT = JobSlotDescriptor.ARENA_OFFSET;
    private static final int AREAS_AT = STATES_AT + ControlFileDescriptor.PAD_LENGTH;
    private static final int LENGTH = ControlFileDescriptor.JOB_SLOTS_OFFSET + AREAS_AT + 512;

    private StressMemory() {}

    static UnsafeBuffer empty() {
        return new UnsafeBuffer(new byte[LENGTH]);
    }

    static UnsafeBuffer withJob() {
        UnsafeBuffer words = empty();
        layOut(words);
        new JobSlot(words, 0).putWord(ACTIVE);
        return words;
    }

    /** What the coordinator stores before the job word. */
    static void layOut(UnsafeBuffer words) {
        int base = ControlFileDescriptor.jobSlotOffset(0);
        words.putInt(base + JobSlotDescriptor.CHUNK_COUNT_OFFSET, CHUNKS);
        words.putInt(base + JobSlotDescriptor.PARTIAL_WORDS_OFFSET, PARTIAL_WORDS);
        words.putInt(base + JobSlotDescriptor.STATES_POSITION_OFFSET, STATES_AT);
        words.putInt(base + JobSlotDescriptor.AREAS_POSITION_OFFSET, AREAS_AT);
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            words.putLong(base + STATES_AT + chunk * BitUtil.SIZE_OF_LONG, ChunkState.free(0, chunk));
        }
    }
}
