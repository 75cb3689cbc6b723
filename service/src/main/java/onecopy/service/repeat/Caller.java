package onecopy.service.repeat;

/** Whoever waits for an answer, and may give up. */
@FunctionalInterface
public interface Caller {
    /** Looking after a caller, until closed. */
    interface Watching extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Looks after the caller from now on.
     *
     * @param gone is run, once or more, after the caller has gone
     */
    Watching watch(Runnable gone);
}
