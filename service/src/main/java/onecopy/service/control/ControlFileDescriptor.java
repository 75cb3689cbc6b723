package onecopy.service.control;

import static org.agrona.BitUtil.SIZE_OF_INT;
import static org.agrona.BitUtil.SIZE_OF_LONG;

/**
 * The layout of the control file. All words are in the machine's byte order: the file never leaves it. {@code
 * service/CONTROL.md} gives every field its meaning.
 *
 * <pre>
 *  +----------------------------------------+ 0
 *  |  header (one page)                     |
 *  +----------------------------------------+ WORKER_SLOTS_OFFSET
 *  |  64 worker slots                       |
 *  +----------------------------------------+ JOB_SLOTS_OFFSET
 *  |  16 job slots, each header and arena   |
 *  +----------------------------------------+ FILE_LENGTH
 *
 *  header:
 *   0   magic          8   version      12  header length
 *   16  file length    24  fleet id     32  coordinator pid   40  coordinator start   48  created at
 *   56  worker slots   60  job slots    64  worker slot length                        68  job slot length
 *  +---------------------------------------------------------------------------------+ 128
 *   128 fleet state
 *  +---------------------------------------------------------------------------------+ 256
 *   256 worker bell     rung by the coordinator, workers wait on it
 *  +---------------------------------------------------------------------------------+ 384
 *   384 coordinator bell     rung by workers, the coordinator waits on it
 *  +---------------------------------------------------------------------------------+ 512
 *   512 last batch (see LastBatchDescriptor)
 *  +---------------------------------------------------------------------------------+ 4096
 * </pre>
 */
final class ControlFileDescriptor {
    /** {@code ONECOPYC} in ASCII, first letter in the lowest byte: a file of the other byte order is a wrong file. */
    static final long MAGIC = 0x43_59_50_4F_43_45_4E_4FL;
    /** Of this layout. Changes with any offset or meaning. */
    static final int VERSION = 7;

    static final int WORKER_SLOTS = 64;
    static final int JOB_SLOTS = 16;
    static final int PAGE_LENGTH = 4096;
    /** Two cache lines: hardware fetches them in pairs. */
    static final int PAD_LENGTH = 128;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = MAGIC_OFFSET + SIZE_OF_LONG;
    static final int HEADER_LENGTH_OFFSET = VERSION_OFFSET + SIZE_OF_INT;
    static final int FILE_LENGTH_OFFSET = HEADER_LENGTH_OFFSET + SIZE_OF_INT;
    static final int FLEET_ID_OFFSET = FILE_LENGTH_OFFSET + SIZE_OF_LONG;
    static final int COORDINATOR_PID_OFFSET = FLEET_ID_OFFSET + SIZE_OF_LONG;
    static final int COORDINATOR_START_OFFSET = COORDINATOR_PID_OFFSET + SIZE_OF_LONG;
    static final int CREATED_AT_OFFSET = COORDINATOR_START_OFFSET + SIZE_OF_LONG;
    static final int WORKER_SLOT_COUNT_OFFSET = CREATED_AT_OFFSET + SIZE_OF_LONG;
    static final int JOB_SLOT_COUNT_OFFSET = WORKER_SLOT_COUNT_OFFSET + SIZE_OF_INT;
    static final int WORKER_SLOT_LENGTH_OFFSET = JOB_SLOT_COUNT_OFFSET + SIZE_OF_INT;
    static final int JOB_SLOT_LENGTH_OFFSET = WORKER_SLOT_LENGTH_OFFSET + SIZE_OF_INT;

    /** Of the fields that never change. */
    static final int HEADER_FIELDS_LENGTH = JOB_SLOT_LENGTH_OFFSET + SIZE_OF_INT;

    static final int FLEET_STATE_OFFSET = PAD_LENGTH;
    static final int WORKER_BELL_OFFSET = FLEET_STATE_OFFSET + PAD_LENGTH;
    static final int COORDINATOR_BELL_OFFSET = WORKER_BELL_OFFSET + PAD_LENGTH;
    static final int LAST_BATCH_OFFSET = COORDINATOR_BELL_OFFSET + PAD_LENGTH;
    static final int HEADER_LENGTH = PAGE_LENGTH;

    static final int WORKER_SLOTS_OFFSET = HEADER_LENGTH;
    static final int JOB_SLOTS_OFFSET = WORKER_SLOTS_OFFSET + WORKER_SLOTS * WorkerSlotDescriptor.LENGTH;
    static final int FILE_LENGTH = JOB_SLOTS_OFFSET + JOB_SLOTS * JobSlotDescriptor.LENGTH;

    private ControlFileDescriptor() {}

    static int workerSlotOffset(int slot) {
        return WORKER_SLOTS_OFFSET + slot * WorkerSlotDescriptor.LENGTH;
    }

    static int jobSlotOffset(int slot) {
        return JOB_SLOTS_OFFSET + slot * JobSlotDescriptor.LENGTH;
    }
}
