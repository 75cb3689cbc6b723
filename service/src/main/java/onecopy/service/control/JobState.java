package onecopy.service.control;

/** What a job slot is in. Only {@link #ACTIVE} jobs are computed. */
public enum JobState {
    /** Nobody's. */
    FREE(0),
    /** Workers may claim its chunks. */
    ACTIVE(1),
    /** A worker recorded why it can't be computed. */
    FAILED(2),
    /** Its coordinator gave it up: deadline passed or caller gone. */
    CANCELLED(3),
    /** Its coordinator wants no more of it. */
    CLOSED(4);

    private final int code;

    JobState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static JobState ofCode(int code) {
        return switch (code) {
            case 0 -> FREE;
            case 1 -> ACTIVE;
            case 2 -> FAILED;
            case 3 -> CANCELLED;
            case 4 -> CLOSED;
            default -> throw ControlDamage.of("job state " + code);
        };
    }
}
