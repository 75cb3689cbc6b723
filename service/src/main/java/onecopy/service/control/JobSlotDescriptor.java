package onecopy.service.control;

import static onecopy.service.control.ControlFileDescriptor.PAD_LENGTH;
import static onecopy.service.control.ControlFileDescriptor.PAGE_LENGTH;
import static org.agrona.BitUtil.SIZE_OF_INT;
import static org.agrona.BitUtil.SIZE_OF_LONG;
import static org.agrona.BitUtil.align;

/**
 * The layout of a job slot, offsets relative to its start. The arena is laid out per job, as {@link JobLayout}
 * says.
 *
 * <pre>
 *   0     job word (id, state)
 *  +----------------------------------------------------------------+ 128
 *   128   claim cursor
 *  +----------------------------------------------------------------+ 256
 *   256   failure owner (worker slot + 1)
 *  +----------------------------------------------------------------+ 384
 *   384   chunk count     388  partial words   392  specification length   396  checksum   400  batch id
 *  +----------------------------------------------------------------+ 512
 *   512   failure text: length, fault code, newline, message
 *  +----------------------------------------------------------------+ 4096  ARENA_OFFSET
 *         specification | chunk bounds | chunk states | result areas
 *  +----------------------------------------------------------------+ LENGTH
 * </pre>
 */
final class JobSlotDescriptor {
    static final int WORD_OFFSET = 0;
    static final int CURSOR_OFFSET = WORD_OFFSET + PAD_LENGTH;
    static final int FAILURE_OWNER_OFFSET = CURSOR_OFFSET + PAD_LENGTH;

    static final int CHUNK_COUNT_OFFSET = FAILURE_OWNER_OFFSET + PAD_LENGTH;
    static final int PARTIAL_WORDS_OFFSET = CHUNK_COUNT_OFFSET + SIZE_OF_INT;
    static final int SPEC_LENGTH_OFFSET = PARTIAL_WORDS_OFFSET + SIZE_OF_INT;
    static final int CHECKSUM_OFFSET = SPEC_LENGTH_OFFSET + SIZE_OF_INT;
    static final int BATCH_ID_OFFSET = CHECKSUM_OFFSET + SIZE_OF_INT;

    static final int FAILURE_TEXT_OFFSET = CHUNK_COUNT_OFFSET + PAD_LENGTH;
    static final int ARENA_OFFSET = PAGE_LENGTH;
    static final int FAILURE_TEXT_LENGTH = ARENA_OFFSET - FAILURE_TEXT_OFFSET;

    /** Sparse: a job takes only the pages it needs. Room for 200 partials of 4096 intervals with every aggregate. */
    static final int ARENA_LENGTH = 64 << 20;
    static final int LENGTH = ARENA_OFFSET + ARENA_LENGTH;

    /** The ledger is walked by each worker that runs out of work: more chunks would cost more than they balance. */
    static final int MAX_CHUNKS = 4096;
    /** Not even one partial of more words has room. */
    static final int MAX_PARTIAL_WORDS = ARENA_LENGTH / SIZE_OF_LONG - 1;
    /** Each living worker keeps at most one area that was taken from it. */
    static final int SPARE_AREAS = ControlFileDescriptor.WORKER_SLOTS;
    /** Room for the specification of a pass with 4096 cuts, a long path and some functions. */
    static final int SPEC_RESERVE = 64 << 10;

    private JobSlotDescriptor() {}

    /** {@return bytes of a result area: a partial and its seal} */
    static int areaStride(int partialWords) {
        return align((partialWords + 1) * SIZE_OF_LONG, PAD_LENGTH);
    }

    /** {@return how many chunks fit beside the spare areas, possibly none} */
    static int chunksThatFit(int partialWords) {
        long ledger = 3L * (MAX_CHUNKS + 1) * SIZE_OF_LONG + 3 * PAD_LENGTH;
        long areas = (ARENA_LENGTH - SPEC_RESERVE - ledger) / areaStride(partialWords);
        return Math.clamp(areas - SPARE_AREAS, 0, MAX_CHUNKS);
    }
}
