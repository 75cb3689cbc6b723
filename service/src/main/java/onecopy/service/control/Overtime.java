package onecopy.service.control;

/**
 * Whether a worker stays with a job that is over though its process runs. One that was halted, or has no time, does not
 * tick; one that is merely busy comes back within a slice. Used by one thread, under the job table's lock.
 */
final class Overtime {
    /** A worker ticks every half second. One that does not come back ends itself after one or two more. */
    static final int TELLING_TICKS = 3;

    private long engagement = Engagement.NONE;
    private long heartbeats;
    private int ticks;

    /** Takes note of a worker that lives. */
    void look(WorkerSlot worker, JobTable jobs) {
        long found = jobs.isAnyLeaving() ? worker.engagement() : Engagement.NONE;
        if (found != engagement) {
            forget();
            if (jobs.closedJob(Engagement.jobSlot(found)).isPresent()) {
                engagement = found;
                heartbeats = worker.heartbeats();
            }
        } else if (found != Engagement.NONE && worker.heartbeats() != heartbeats) {
            heartbeats = worker.heartbeats();
            ticks++;
        }
    }

    /** {@return whether the worker, which is dead, was stuck in the job it is still engaged with} */
    boolean wasStuck(WorkerSlot worker) {
        return ticks >= TELLING_TICKS && worker.engagement() == engagement;
    }

    /** Begins anew. */
    void forget() {
        engagement = Engagement.NONE;
        ticks = 0;
    }
}
