package onecopy.service.control;

import static org.agrona.BitUtil.SIZE_OF_LONG;

import java.lang.invoke.VarHandle;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The record of the last batch, offsets relative to its start; a sequence lock guards it, one writer at a time.
 *
 * <pre>
 *   0   sequence: odd while being written     8   batches answered so far; 0: no record
 *   16  version        24  queries            32  workers            40  chunks
 *   48  scanned bytes  56  control bytes      64  socket bytes in    72  socket bytes out
 *   80  elapsed ns     88  finished at        96  plan (ASCII)       128 dataset (UTF-8)
 * </pre>
 */
final class LastBatchDescriptor {
    static final int SEQUENCE_OFFSET = 0;
    static final int BATCHES_OFFSET = SEQUENCE_OFFSET + SIZE_OF_LONG;
    static final int VERSION_OFFSET = BATCHES_OFFSET + SIZE_OF_LONG;
    static final int QUERIES_OFFSET = VERSION_OFFSET + SIZE_OF_LONG;
    static final int WORKERS_OFFSET = QUERIES_OFFSET + SIZE_OF_LONG;
    static final int CHUNKS_OFFSET = WORKERS_OFFSET + SIZE_OF_LONG;
    static final int SCANNED_BYTES_OFFSET = CHUNKS_OFFSET + SIZE_OF_LONG;
    static final int CONTROL_BYTES_OFFSET = SCANNED_BYTES_OFFSET + SIZE_OF_LONG;
    static final int SOCKET_IN_OFFSET = CONTROL_BYTES_OFFSET + SIZE_OF_LONG;
    static final int SOCKET_OUT_OFFSET = SOCKET_IN_OFFSET + SIZE_OF_LONG;
    static final int ELAPSED_NS_OFFSET = SOCKET_OUT_OFFSET + SIZE_OF_LONG;
    static final int FINISHED_AT_OFFSET = ELAPSED_NS_OFFSET + SIZE_OF_LONG;
    static final int PLAN_OFFSET = FINISHED_AT_OFFSET + SIZE_OF_LONG;
    static final int PLAN_LENGTH = 32;
    static final int DATASET_OFFSET = PLAN_OFFSET + PLAN_LENGTH;
    static final int DATASET_LENGTH = 256;
    static final int LENGTH = DATASET_OFFSET + DATASET_LENGTH;

    private LastBatchDescriptor() {}

    /** Writes the record; callers exclude each other. */
    static void write(AtomicBuffer file, int base, LastBatch batch) {
        long sequence = file.getLong(base + SEQUENCE_OFFSET);
        file.putLongVolatile(base + SEQUENCE_OFFSET, sequence + 1);
        // Orders the odd sequence before the fields; pairs with the load fence of read().
        VarHandle.storeStoreFence();
        file.putLong(base + BATCHES_OFFSET, file.getLong(base + BATCHES_OFFSET) + 1);
        file.putLong(base + VERSION_OFFSET, batch.version());
        file.putLong(base + QUERIES_OFFSET, batch.queries());
        file.putLong(base + WORKERS_OFFSET, batch.workers());
        file.putLong(base + CHUNKS_OFFSET, batch.chunks());
        file.putLong(base + SCANNED_BYTES_OFFSET, batch.scannedBytes());
        file.putLong(base + CONTROL_BYTES_OFFSET, batch.controlBytes());
        file.putLong(base + SOCKET_IN_OFFSET, batch.socketBytesIn());
        file.putLong(base + SOCKET_OUT_OFFSET, batch.socketBytesOut());
        file.putLong(base + ELAPSED_NS_OFFSET, batch.elapsedNs());
        file.putLong(base + FINISHED_AT_OFFSET, batch.finishedAtMillis());
        Texts.put(file, base + PLAN_OFFSET, PLAN_LENGTH, batch.plan());
        Texts.put(file, base + DATASET_OFFSET, DATASET_LENGTH, batch.dataset());
        // Orders the fields before the even sequence; pairs with the acquire load of read().
        file.putLongRelease(base + SEQUENCE_OFFSET, sequence + 2);
    }

    /** {@return how many batches have been answered, from the record} */
    static long batches(AtomicBuffer file, int base) {
        return file.getLongVolatile(base + BATCHES_OFFSET);
    }

    /** {@return the record, null before the first batch or while its writer, perhaps dead, is in the middle of it} */
    static LastBatch read(AtomicBuffer file, int base) {
        UnsafeBuffer copy = new UnsafeBuffer(new byte[LENGTH]);
        for (int attempt = 0; attempt < 1000; attempt++) {
            long before = file.getLongVolatile(base + SEQUENCE_OFFSET);
            copy.putBytes(0, file, base, LENGTH);
            // Orders the copy before the second look at the sequence; pairs with the store fence of write().
            VarHandle.loadLoadFence();
            if ((before & 1) == 0 && file.getLongVolatile(base + SEQUENCE_OFFSET) == before) {
                return before == 0 ? null : decode(copy);
            }
            Thread.onSpinWait();
        }
        return null;
    }

    private static LastBatch decode(AtomicBuffer copy) {
        return new LastBatch(Texts.get(copy, DATASET_OFFSET, DATASET_LENGTH), copy.getLong(VERSION_OFFSET),
                Texts.get(copy, PLAN_OFFSET, PLAN_LENGTH), copy.getLong(QUERIES_OFFSET),
                (int) copy.getLong(WORKERS_OFFSET), copy.getLong(CHUNKS_OFFSET), copy.getLong(SCANNED_BYTES_OFFSET),
                copy.getLong(CONTROL_BYTES_OFFSET), copy.getLong(SOCKET_IN_OFFSET), copy.getLong(SOCKET_OUT_OFFSET),
                copy.getLong(ELAPSED_NS_OFFSET), copy.getLong(FINISHED_AT_OFFSET));
    }
}
