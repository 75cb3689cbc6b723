package onecopy.service.control;

import static onecopy.service.control.JobSlotDescriptor.ARENA_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.CHECKSUM_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.CURSOR_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.areaStride;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import onecopy.data.fault.OnecopyException;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The job in a slot: what is to be computed, the state of each chunk, and the results. Whoever touches it must be the
 * coordinator, or be engaged with the slot, or (a reader) be ready to see torn values. What lies here may have been changed
 * by somebody else: every place is inside the slot all the same.
 */
final class JobArena {
    private final AtomicBuffer words;
    private final int slot;
    private final int base;
    private final JobLayout layout;

    JobArena(AtomicBuffer words, int slot, JobLayout layout) {
        this.words = words;
        this.slot = slot;
        this.base = ControlFileDescriptor.jobSlotOffset(slot);
        this.layout = layout;
    }

    JobLayout layout() {
        return layout;
    }

    /**
     * Lays a job out; made visible by the job word that follows.
     *
     * @return the checksum of the job
     */
    int put(long jobId, byte[] spec, long[] bounds) {
        byte[] description = new byte[layout.statesAt() - ARENA_OFFSET];
        UnsafeBuffer buffer = new UnsafeBuffer(description);
        buffer.putBytes(0, spec);
        for (int i = 0; i < bounds.length; i++) {
            buffer.putLong(boundAt(i), bounds[i]);
        }
        int checksum = checksum(jobId, description);
        layout.write(words, slot);
        words.putLong(base + CURSOR_OFFSET, 0);
        words.putBytes(base + ARENA_OFFSET, description);
        words.putInt(base + CHECKSUM_OFFSET, checksum);
        for (int chunk = 0; chunk < layout.chunks(); chunk++) {
            words.putLong(stateOffset(chunk), ChunkState.free(0, chunk));
        }
        return checksum;
    }

    /**
     * {@return the specification of a job with its chunks}
     *
     * @throws OnecopyException with {@link onecopy.data.fault.Fault#CORRUPT} where layout, specification or chunks are not
     *     what was laid out for this job
     */
    JobSpec spec(long jobId) {
        byte[] description = description();
        requireEqual(checksum(jobId, description), checksum());
        DirectBuffer buffer = new UnsafeBuffer(description);
        long[] bounds = new long[2 * layout.chunks()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = buffer.getLong(boundAt(i));
        }
        return JobSpecCodec.decode(buffer, bounds);
    }

    /** {@return what stands in the slot as the checksum of its job} */
    int checksum() {
        return words.getInt(base + CHECKSUM_OFFSET);
    }

    /**
     * Makes sure that the slot still describes a job as it was laid out here.
     *
     * @throws OnecopyException with {@link onecopy.data.fault.Fault#CORRUPT} where it does not
     */
    void requireSound(long jobId, int checksum) {
        requireEqual(checksum(), checksum);
        if (!JobLayout.read(words, slot).equals(layout)) {
            throw damaged("another layout than its job");
        }
        requireEqual(checksum(jobId, description()), checksum);
    }

    private void requireEqual(int found, int expected) {
        if (found != expected) {
            throw damaged("a job that does not match its checksum");
        }
    }

    /** {@return whether there is such a result area} */
    boolean hasArea(int area) {
        return area >= 0 && area < layout.areas();
    }

    /** {@return a chunk's state word; acquire: orders reading its partial after DONE, pairs with {@link #changeState}} */
    long state(int chunk) {
        return words.getLongVolatile(stateOffset(chunk));
    }

    /**
     * Changes a chunk's state word if it still is {@code from}. A full fence: orders the partial before DONE, and a
     * freed chunk's last use before its next claim.
     */
    boolean changeState(int chunk, long from, long to) {
        return words.compareAndSetLong(stateOffset(chunk), from, to);
    }

    /**
     * Claims a chunk for this worker: first the next never-claimed one by the cursor, which spares workers the walk and
     * the collisions, then any that was set free again.
     *
     * @return the chunk, -1 if none is free
     */
    int claim(int worker) {
        int count = layout.chunks();
        long seen = words.getLongVolatile(base + CURSOR_OFFSET);
        while (seen >= 0 && seen < count) {
            long next = words.getAndAddLong(base + CURSOR_OFFSET, 1);
            if (next >= 0 && next < count && tryClaim((int) next, worker)) {
                return (int) next;
            }
            seen = next + 1;
        }
        for (int chunk = 0; chunk < count; chunk++) {
            if (tryClaim(chunk, worker)) {
                return chunk;
            }
        }
        return -1;
    }

    /** Copies a partial and its seal into a result area; made visible by the state word that follows. */
    void putPartial(int area, long[] partial, long seal) {
        int offset = areaOffset(area);
        for (int i = 0; i < layout.partialWords(); i++) {
            words.putLong(offset + i * BitUtil.SIZE_OF_LONG, partial[i]);
        }
        words.putLong(offset + layout.partialWords() * BitUtil.SIZE_OF_LONG, seal);
    }

    /** Copies the partial of a finished chunk out. {@return its seal} */
    long getPartial(int area, long[] partial) {
        int offset = areaOffset(area);
        for (int i = 0; i < layout.partialWords(); i++) {
            partial[i] = words.getLong(offset + i * BitUtil.SIZE_OF_LONG);
        }
        return words.getLong(offset + layout.partialWords() * BitUtil.SIZE_OF_LONG);
    }

    OnecopyException damaged(String what) {
        return JobSlot.damaged(slot, what);
    }

    private boolean tryClaim(int chunk, int worker) {
        long word = state(chunk);
        return ChunkState.status(word) == ChunkState.FREE
                && changeState(chunk, word, ChunkState.claimed(word, worker));
    }

    /** {@return where a bound lies, from the beginning of the arena} */
    private int boundAt(int index) {
        return layout.boundsAt() - ARENA_OFFSET + index * BitUtil.SIZE_OF_LONG;
    }

    private int stateOffset(int chunk) {
        return base + layout.statesAt() + chunk * BitUtil.SIZE_OF_LONG;
    }

    private int areaOffset(int area) {
        if (!hasArea(area)) {
            throw damaged("a chunk with result area " + area);
        }
        return base + layout.areasAt() + area * areaStride(layout.partialWords());
    }

    /** {@return a copy of specification and bounds} */
    private byte[] description() {
        byte[] copy = new byte[layout.statesAt() - ARENA_OFFSET];
        words.getBytes(base + ARENA_OFFSET, copy);
        return copy;
    }

    private int checksum(long jobId, byte[] description) {
        ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES + 3 * Integer.BYTES).putLong(jobId).putInt(layout.chunks())
                .putInt(layout.partialWords()).putInt(layout.specLength());
        CRC32C checksum = new CRC32C();
        checksum.update(numbers.flip());
        checksum.update(description);
        return (int) checksum.getValue();
    }
}
