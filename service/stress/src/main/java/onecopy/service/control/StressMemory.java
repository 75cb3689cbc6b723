package onecopy.service.control;

import org.agrona.concurrent.UnsafeBuffer;

/** The beginning of a control file with one published job in slot 0: two chunks, two words a partial. */
final class StressMemory {
    static final int CHUNKS = 2;
    static final int PARTIAL_WORDS = 2;
    static final long JOB_ID = 1;
    static final long ACTIVE = JobWord.of(JOB_ID, JobState.ACTIVE);

    private static final JobLayout LAYOUT = new JobLayout(CHUNKS, PARTIAL_WORDS, 0);
    private static final int LENGTH = ControlFileDescriptor.JOB_SLOTS_OFFSET + LAYOUT.areaEnd(CHUNKS);

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
        int _ = new JobSlot(words, 0).arena(LAYOUT).put(JOB_ID, new byte[0], new long[2 * CHUNKS]);
    }
}
