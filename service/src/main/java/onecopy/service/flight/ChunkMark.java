package onecopy.service.flight;

/** Marks a chunk in a flight recording; does nothing where none ran when it began. Used by one thread. */
@FunctionalInterface
public interface ChunkMark {
    /** {@return the mark of a chunk that begins now} */
    static ChunkMark begin() {
        return Flight.isOn() ? new RecordedChunk() : Unrecorded.CHUNK;
    }

    /**
     * The chunk is computed.
     *
     * @param batchId the batch it belongs to
     * @param jobId the job of that batch
     * @param worker slot of this worker
     * @param start index of its first element
     * @param end index after its last element
     */
    void finished(long batchId, long jobId, int worker, long start, long end);
}
