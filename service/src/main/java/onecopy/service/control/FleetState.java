package onecopy.service.control;

/** What the coordinator says of its fleet in the control file. */
public enum FleetState {
    /** Jobs may appear. Says nothing about whether the coordinator still lives; its lock does. */
    ACTIVE(0),
    /** The coordinator ended gracefully: every worker leaves. {@code STOP} in ASCII: not what a stray write leaves. */
    STOPPED(0x53_54_4F_50);

    private final int code;

    FleetState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** {@return what a word says; one that is none of them is damaged, and no reason to leave} */
    static FleetState ofCode(int code) {
        return code == STOPPED.code ? STOPPED : ACTIVE;
    }
}
