package onecopy.service.control;

/** What a job slot is in. Only {@link #ACTIVE} jobs are computed. */
public enum JobState {
    /** Nobody's. */
    FREE,
    /** Workers may claim its chunks. */
    ACTIVE,
    /** A worker recorded why it can't be computed. */
    FAILED,
    /** Its coordinator gave it up: deadline, caller gone, or done without all chunks. */
    CANCELLED,
    /** Its coordinator has taken all results. */
    CLOSED
}
