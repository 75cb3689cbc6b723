package onecopy.service.control;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The word under a partial by which the coordinator knows that it is whole, and of this chunk of this job: a CRC32C of what
 * was scanned and what came out, beside the lower half of the job's id. Keeps scratch memory; not thread-safe.
 */
final class Seal {
    private static final int PIECE_WORDS = 512;

    private final CRC32C sum = new CRC32C();
    private final ByteBuffer piece = ByteBuffer.allocate(PIECE_WORDS * Long.BYTES).order(ByteOrder.nativeOrder());

    /**
     * {@return the seal of a partial}
     *
     * @param jobId of the job
     * @param checksum of the job
     * @param start index of the chunk's first element
     * @param end index after its last one
     * @param partial its first words
     * @param words how many
     */
    long of(long jobId, int checksum, long start, long end, long[] partial, int words) {
        sum.reset();
        piece.clear().putLong(jobId).putLong(checksum).putLong(start).putLong(end);
        sum.update(piece.flip());
        for (int at = 0; at < words; at += PIECE_WORDS) {
            int length = Math.min(PIECE_WORDS, words - at);
            piece.clear().asLongBuffer().put(partial, at, length);
            sum.update(piece.limit(length * Long.BYTES));
        }
        return jobId << Integer.SIZE | sum.getValue();
    }
}
