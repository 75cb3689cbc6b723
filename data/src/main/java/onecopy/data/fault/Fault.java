package onecopy.data.fault;

/**
 * The kinds of things that can go wrong. Each has a machine-readable code, the exit code of a command that ends with
 * it and the HTTP status of a request that ends with it; these three are part of the contract users script against.
 */
public enum Fault {
    /** The request itself is wrong: a bad number, an unknown option or column, an unsupported file. */
    INVALID_ARGUMENT("invalid_argument", 2, 400),
    /** A dataset, version or file that was named does not exist. */
    NOT_FOUND("not_found", 3, 404),
    /** Somebody else holds what is needed: a second coordinator, a port in use, a pinned version. */
    CONFLICT("conflict", 4, 409),
    /** The request is longer than any may be. */
    TOO_LARGE("too_large", 2, 413),
    /** No coordinator or no worker runs. */
    UNAVAILABLE("unavailable", 5, 503),
    /**
     * As many batches run and wait as may. Status 503, because it is the service that is loaded, not its caller who asks too
     * often (429); the exit code is that of {@code sysexits.h} for "try again later".
     */
    BUSY("busy", 75, 503),
    /** The deadline of a batch passed. */
    TIMEOUT("timeout", 6, 504),
    /** The batch was cancelled by its caller. */
    CANCELLED("cancelled", 6, 409),
    /** A file is not what its manifest says: wrong magic, length, checksum or structure. */
    CORRUPT("corrupt", 7, 500),
    /** The disk is full. */
    NO_SPACE("no_space", 8, 507),
    /** The operating system refuses access to a file. */
    PERMISSION_DENIED("permission_denied", 9, 403),
    /** The request carries no token or a wrong one. */
    UNAUTHORIZED("unauthorized", 9, 401),
    /** Reading or writing failed for another reason. */
    IO("io", 10, 500),
    /** A per-element function threw or broke its contract. */
    FUNCTION_FAILED("function_failed", 11, 422),
    /** A defect of onecopy's own. */
    INTERNAL("internal", 70, 500);

    private final String code;
    private final int exitCode;
    private final int httpStatus;

    Fault(String code, int exitCode, int httpStatus) {
        this.code = code;
        this.exitCode = exitCode;
        this.httpStatus = httpStatus;
    }

    /** {@return the machine-readable code, lower case with underscores} */
    public String code() {
        return code;
    }

    /** {@return the exit code of a command that ends with this fault} */
    public int exitCode() {
        return exitCode;
    }

    /** {@return the HTTP status of a request that ends with this fault} */
    public int httpStatus() {
        return httpStatus;
    }

    /** {@return whether the same request may well succeed a little later, although nobody changes it} */
    public boolean retryable() {
        return this == UNAVAILABLE || this == BUSY;
    }

    /** {@return the fault with this code, {@link #INTERNAL} for a code this version does not know} */
    public static Fault ofCode(String code) {
        for (Fault fault : values()) {
            if (fault.code.equals(code)) {
                return fault;
            }
        }
        return INTERNAL;
    }
}
