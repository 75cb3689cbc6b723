package onecopy.service.worker;

/**
 * How a worker process ends, beyond the codes of {@link onecopy.data.fault.Fault}. A signal ends it with 128 plus its
 * number, as the JVM does; its slot and its chunk are free by then.
 */
public final class WorkerExit {
    /** The coordinator stopped, or the supervisor closed the pipe: nothing to restart. */
    public static final int LEFT = 0;

    /**
     * The watchdog ended the process because its compute thread did not leave a job that was over, a function that
     * never returns: start another worker.
     */
    public static final int STUCK = 75;

    private WorkerExit() {}
}
