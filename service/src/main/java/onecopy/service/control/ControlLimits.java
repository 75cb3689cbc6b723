package onecopy.service.control;

/** How much fits into a control file, for those who size their own tables by it. */
public final class ControlLimits {
    /** Workers a fleet can have at a time. */
    public static final int WORKER_SLOTS = ControlFileDescriptor.WORKER_SLOTS;

    /** Jobs a fleet can have at a time. */
    public static final int JOB_SLOTS = ControlFileDescriptor.JOB_SLOTS;

    /** Chunks a job can have, where its partial results are small. */
    public static final int MAX_CHUNKS = JobSlotDescriptor.MAX_CHUNKS;

    private ControlLimits() {}
}
