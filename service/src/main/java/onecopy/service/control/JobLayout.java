package onecopy.service.control;

import static onecopy.service.control.ControlFileDescriptor.PAD_LENGTH;
import static onecopy.service.control.JobSlotDescriptor.ARENA_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.CHUNK_COUNT_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.LENGTH;
import static onecopy.service.control.JobSlotDescriptor.MAX_CHUNKS;
import static onecopy.service.control.JobSlotDescriptor.MAX_PARTIAL_WORDS;
import static onecopy.service.control.JobSlotDescriptor.PARTIAL_WORDS_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.SPARE_AREAS;
import static onecopy.service.control.JobSlotDescriptor.SPEC_LENGTH_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.areaStride;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Where the parts of a job lie in its slot, in bytes from the slot's start. Follows from three numbers that stand in the
 * slot; whoever made the job goes by those it remembers.
 *
 * @param chunks how many, at most {@link JobSlotDescriptor#MAX_CHUNKS}
 * @param partialWords 64-bit words of a partial, at least 1
 * @param specLength bytes of the specification
 */
record JobLayout(int chunks, int partialWords, int specLength) {
    /**
     * Checks that the job fits a slot.
     *
     * @throws OnecopyException with {@link Fault#INTERNAL} where it does not
     */
    JobLayout {
        if (!fits(chunks, partialWords, specLength)) {
            throw new OnecopyException(Fault.INTERNAL, "a job does not fit its slot: " + chunks + " chunks, "
                    + partialWords + " words of a partial, a specification of " + specLength + " bytes");
        }
    }

    /**
     * {@return the layout of the job in a slot}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} where there can be no such job
     */
    static JobLayout read(DirectBuffer words, int slot) {
        int base = ControlFileDescriptor.jobSlotOffset(slot);
        int chunks = words.getInt(base + CHUNK_COUNT_OFFSET);
        int partialWords = words.getInt(base + PARTIAL_WORDS_OFFSET);
        int specLength = words.getInt(base + SPEC_LENGTH_OFFSET);
        if (!fits(chunks, partialWords, specLength)) {
            throw JobSlot.damaged(slot,
                    chunks + " chunks, " + partialWords + " words of a partial and a specification of "
                            + specLength + " bytes");
        }
        return new JobLayout(chunks, partialWords, specLength);
    }

    void write(MutableDirectBuffer words, int slot) {
        int base = ControlFileDescriptor.jobSlotOffset(slot);
        words.putInt(base + CHUNK_COUNT_OFFSET, chunks);
        words.putInt(base + PARTIAL_WORDS_OFFSET, partialWords);
        words.putInt(base + SPEC_LENGTH_OFFSET, specLength);
    }

    /** {@return where the specification ends and the chunks' bounds begin} */
    int boundsAt() {
        return BitUtil.align(ARENA_OFFSET + specLength, PAD_LENGTH);
    }

    /** {@return where the bounds end and the chunks' states begin} */
    int statesAt() {
        return BitUtil.align(boundsAt() + 2 * chunks * BitUtil.SIZE_OF_LONG, PAD_LENGTH);
    }

    /** {@return where the result areas begin} */
    int areasAt() {
        return BitUtil.align(statesAt() + chunks * BitUtil.SIZE_OF_LONG, PAD_LENGTH);
    }

    /** {@return where a result area ends; spare ones come after one for each chunk} */
    int areaEnd(int area) {
        return areasAt() + (area + 1) * areaStride(partialWords);
    }

    /** {@return result areas, spare ones included} */
    int areas() {
        return chunks + SPARE_AREAS;
    }

    private static boolean fits(int chunks, int partialWords, int specLength) {
        if (chunks < 0 || chunks > MAX_CHUNKS || partialWords < 1 || partialWords > MAX_PARTIAL_WORDS || specLength < 0
                || specLength > JobSpecCodec.MAX_LENGTH) {
            return false;
        }
        long ledger = 3L * (chunks + 1) * BitUtil.SIZE_OF_LONG + 3 * PAD_LENGTH;
        long areas = (chunks + (long) SPARE_AREAS) * areaStride(partialWords);
        return ARENA_OFFSET + specLength + ledger + areas <= LENGTH;
    }
}
