package onecopy.service.control;

import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** What a worker's slot is in. */
public enum WorkerState {
    /** Nobody's. */
    FREE(0),
    /** Claimed; its owner is not ready yet. */
    ATTACHING(1),
    /** Its owner takes chunks. */
    ATTACHED(2);

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
            default -> throw new OnecopyException(Fault.CORRUPT, "the control file is damaged: worker state " + code);
        };
    }
}
