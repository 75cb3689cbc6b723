package onecopy.service.control;

import static onecopy.service.control.ControlFileDescriptor.PAD_LENGTH;
import static org.agrona.BitUtil.SIZE_OF_INT;
import static org.agrona.BitUtil.SIZE_OF_LONG;

/**
 * The layout of a worker slot, offsets relative to its start. Each pair of cache lines has one writer.
 *
 * <pre>
 *   0    state     4  supervised     8  pid     16  process start
 *  +----------------------------------------------------------------+ 128  main thread of the worker; FREE by either
 *   128  engagement (hazard word)
 *  +----------------------------------------------------------------+ 256  compute thread
 *   256  heartbeats
 *  +----------------------------------------------------------------+ 384  watchdog thread
 *   384  chunks    392  elements     400  bytes    408  batches
 *   416  busy ns   424  result bytes 432  elements of the unfinished chunk
 *  +----------------------------------------------------------------+ 512  compute thread
 * </pre>
 */
final class WorkerSlotDescriptor {
    static final int STATE_OFFSET = 0;
    static final int SUPERVISED_OFFSET = STATE_OFFSET + SIZE_OF_INT;
    static final int PID_OFFSET = SUPERVISED_OFFSET + SIZE_OF_INT;
    static final int PROCESS_START_OFFSET = PID_OFFSET + SIZE_OF_LONG;

    static final int ENGAGEMENT_OFFSET = PAD_LENGTH;

    static final int HEARTBEATS_OFFSET = ENGAGEMENT_OFFSET + PAD_LENGTH;

    static final int CHUNKS_OFFSET = HEARTBEATS_OFFSET + PAD_LENGTH;
    static final int ELEMENTS_OFFSET = CHUNKS_OFFSET + SIZE_OF_LONG;
    static final int BYTES_OFFSET = ELEMENTS_OFFSET + SIZE_OF_LONG;
    static final int BATCHES_OFFSET = BYTES_OFFSET + SIZE_OF_LONG;
    static final int BUSY_NS_OFFSET = BATCHES_OFFSET + SIZE_OF_LONG;
    static final int RESULT_BYTES_OFFSET = BUSY_NS_OFFSET + SIZE_OF_LONG;
    static final int CHUNK_PROGRESS_OFFSET = RESULT_BYTES_OFFSET + SIZE_OF_LONG;

    static final int LENGTH = CHUNKS_OFFSET + PAD_LENGTH;

    private WorkerSlotDescriptor() {}
}
