package onecopy.service.control;

/** What a worker's slot is in. */
public enum WorkerState {
    /** Nobody's. */
    FREE,
    /** Claimed; its owner is not ready yet. */
    ATTACHING,
    /** Its owner takes chunks. */
    ATTACHED
}
