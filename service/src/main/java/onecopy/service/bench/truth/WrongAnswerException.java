package onecopy.service.bench.truth;

/** An answer that is not right; its time is worth nothing. The message says which and what it should have been. */
public final class WrongAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An answer that is wrong in the way the message says. */
    public WrongAnswerException(String message) {
        super(message);
    }
}
