package onecopy.service.control;

/**
 * A job slot as it was at one moment.
 *
 * @param slot the slot's number, 0 to 15
 * @param jobId unique in the control file, ascending
 * @param state what the slot is in
 * @param dataset the dataset's name
 * @param version the dataset's version
 * @param elements elements in all chunks
 * @param chunks number of chunks
 * @param doneChunks chunks finished
 * @param claimedChunks chunks being computed
 * @param doneElements elements in finished chunks
 */
public record JobSnapshot(int slot, long jobId, JobState state, String dataset, long version, long elements, int chunks,
        int doneChunks, int claimedChunks, long doneElements) {}
