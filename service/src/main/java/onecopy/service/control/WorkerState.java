package onecopy.service.control;

/** What a worker's slot is in. */
public enum WorkerState {
    /** Nobody's. */
    FREE(0),
    /** Claimed; its owner is not ready yet. */
    ATTACHING(1),
    /** Its owner takes chunks. */
    ATTACHED(2),
    /** Its owner ends itself: it does not come back from a function, though the job is over. */
    STUCK(3),
    /** None of the others: the slot counts as nobody's and is given to nobody until the coordinator has repaired it. */
    DAMAGED(-1);

    private final int code;

    WorkerState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static WorkerState ofCode(int code) {
        return switch (code) {
            case 0 -> FREE;
            case 1 -> ATTACHING;
            case 2 -> ATTACHED;
            case 3 -> STUCK;
            default -> DAMAGED;
        };
    }
}
