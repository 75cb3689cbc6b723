package onecopy.service.control;

import static onecopy.service.control.JobSlotDescriptor.BATCH_ID_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.FAILURE_OWNER_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.FAILURE_TEXT_LENGTH;
import static onecopy.service.control.JobSlotDescriptor.FAILURE_TEXT_OFFSET;
import static onecopy.service.control.JobSlotDescriptor.WORD_OFFSET;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.agrona.concurrent.AtomicBuffer;

/**
 * What stands at the same place in every job slot: the job word, and why a job failed. Whoever touches more than the job
 * word must be the coordinator, or be engaged with the slot, or (a reader) be ready to see torn values.
 */
final class JobSlot {
    private final AtomicBuffer words;
    private final int slot;
    private final int base;

    JobSlot(AtomicBuffer words, int slot) {
        this.words = words;
        this.slot = slot;
        this.base = ControlFileDescriptor.jobSlotOffset(slot);
    }

    static OnecopyException damaged(int slot, String what) {
        return ControlDamage.of("job slot " + slot + " has " + what);
    }

    int slot() {
        return slot;
    }

    /** {@return the job in the slot, as the slot describes it} */
    JobArena arena() {
        return new JobArena(words, slot, JobLayout.read(words, slot));
    }

    /** {@return the place for a job that is to be laid out like this} */
    JobArena arena(JobLayout layout) {
        return new JobArena(words, slot, layout);
    }

    /** {@return the job word; acquire: orders reading the job after it, pairs with {@link #putWord}} */
    long word() {
        return words.getLongVolatile(base + WORD_OFFSET);
    }

    /** Publishes a job word; a full fence: orders what was written before it, and later looks at hazard words after. */
    void putWord(long word) {
        words.putLongVolatile(base + WORD_OFFSET, word);
    }

    boolean changeWord(long from, long to) {
        return words.compareAndSetLong(base + WORD_OFFSET, from, to);
    }

    long batchId() {
        return words.getLong(base + BATCH_ID_OFFSET);
    }

    /** Notes whose job is going to be here, and that it has not failed. */
    void prepare(long batchId) {
        words.putLong(base + BATCH_ID_OFFSET, batchId);
        words.putLong(base + FAILURE_OWNER_OFFSET, 0);
        Texts.put(words, base + FAILURE_TEXT_OFFSET, FAILURE_TEXT_LENGTH, "");
    }

    /** {@return whether this worker may now write the failure text: the first one who fails may} */
    boolean claimFailure(int worker) {
        long owner = words.getLongVolatile(base + FAILURE_OWNER_OFFSET);
        boolean taken = owner > 0 && owner <= ControlFileDescriptor.WORKER_SLOTS + 1;
        return !taken && words.compareAndSetLong(base + FAILURE_OWNER_OFFSET, owner, worker + 1);
    }

    /** Lets others report a failure if this worker, which died, was about to. */
    void dropFailureOf(int worker) {
        words.compareAndSetLong(base + FAILURE_OWNER_OFFSET, worker + 1, 0);
    }

    /** Writes the failure text; made visible by the job word that follows. */
    void putFailure(Fault fault, String message) {
        Texts.put(words, base + FAILURE_TEXT_OFFSET, FAILURE_TEXT_LENGTH, fault.code() + '\n' + message);
    }

    /** {@return the failure of a job whose state is FAILED} */
    OnecopyException failure() {
        String text = Texts.get(words, base + FAILURE_TEXT_OFFSET, FAILURE_TEXT_LENGTH);
        int newline = text.indexOf('\n');
        String code = text.substring(0, Math.max(newline, 0));
        Fault fault = Fault.ofCode(code);
        return fault.code().equals(code)
                ? new OnecopyException(fault, text.substring(newline + 1))
                : damaged(slot, "a job that failed for no reason");
    }
}
