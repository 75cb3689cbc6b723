package onecopy.service.coordinator;

/** The steps in which something ends: a failure of one does not keep the others from being done. Used by one thread. */
final class Ending {
    private RuntimeException failure;

    Ending() {}

    /** An ending because of a failure, which gets those of the steps as suppressed ones. */
    Ending(RuntimeException cause) {
        this.failure = cause;
    }

    void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    /** Throws the first failure, if there was one. */
    void requireNoFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
