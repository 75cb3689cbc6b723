package onecopy.service.control;

/**
 * Whether a worker stays with a job that is over though its process runs, and in the code of a function. One that was halted,
 * or has no time, does not tick; one that is merely busy comes back within a slice. One that stays in a function ends itself
 * after five or six ticks of half a second; one that stays anywhere else, after forty. Used by one thread, under the job
 * table's lock.
 */
final class Overtime {
    /** Some may have been missed. */
    static final int TELLING_TICKS = 3;
    /** As many speak for anything but a function. */
    static final int ACQUITTING_TICKS = 20;

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

    /** {@return whether the worker, which is dead, was stuck in a function of the job it is still engaged with} */
    boolean wasStuck(WorkerSlot worker) {
        return ticks >= TELLING_TICKS && ticks < ACQUITTING_TICKS && worker.engagement() == engagement;
    }

    /** Begins anew. */
    void forget() {
        engagement = Engagement.NONE;
        ticks = 0;
    }
}
