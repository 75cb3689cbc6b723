package onecopy.service.control;

import java.util.Optional;

/** Reads job slots without being engaged with them: what was read counts only if the job word stayed the same. */
final class JobSnapshots {
    private JobSnapshots() {}

    /** {@return the job in the slot; empty where there is none or it changed while it was being read} */
    static Optional<JobSnapshot> read(JobSlot slot) {
        long word = slot.word();
        JobState state = JobWord.state(word);
        if (state == JobState.FREE || state == JobState.CLOSED) {
            return Optional.empty();
        }
        try {
            JobSnapshot snapshot = read(slot, word);
            return slot.word() == word ? Optional.of(snapshot) : Optional.empty();
        } catch (RuntimeException e) {
            if (slot.word() == word) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static JobSnapshot read(JobSlot slot, long word) {
        JobArena arena = slot.arena();
        JobSpec spec = arena.spec(JobWord.jobId(word));
        int done = 0;
        int claimed = 0;
        long doneElements = 0;
        for (int chunk = 0; chunk < spec.chunkCount(); chunk++) {
            switch (ChunkState.status(arena.state(chunk))) {
                case ChunkState.DONE -> {
                    done++;
                    doneElements += spec.chunkEnd(chunk) - spec.chunkStart(chunk);
                }
                case ChunkState.CLAIMED -> claimed++;
                default -> {
                    // free
                }
            }
        }
        return new JobSnapshot(slot.slot(), JobWord.jobId(word), JobWord.state(word), spec.dataset(), spec.version(),
                spec.chunkElements(), spec.chunkCount(), done, claimed, doneElements);
    }
}
