package onecopy.service.control;

/** What the coordinator says of its fleet in the control file. */
public enum FleetState {
    /** Jobs may appear. Says nothing about whether the coordinator still lives; its lock does. */
    ACTIVE(0),
    /** The coordinator ended gracefully: every worker leaves. */
    STOPPED(1);

    private final int code;

    FleetState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static FleetState ofCode(int code) {
        return code == ACTIVE.code ? ACTIVE : STOPPED;
    }
}
