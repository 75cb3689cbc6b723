package onecopy.data.fault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * Something went wrong that the user can act on. The message is one clear sentence in lower case without a final
 * stop: what, which value, what is allowed or what to do.
 */
public final class OnecopyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final long retryAfterMs;

    /** An error found by our own checks. */
    public OnecopyException(Fault fault, String message) {
        super(message);
        this.fault = fault;
        this.retryAfterMs = 0;
    }

    /**
     * An error that a little time may mend.
     *
     * @param retryAfterMs after how many milliseconds to try again, 0 where nobody knows
     */
    public OnecopyException(Fault fault, String message, long retryAfterMs) {
        super(message);
        this.fault = fault;
        this.retryAfterMs = retryAfterMs;
    }

    /** An error with the failure beneath it, kept for the log. */
    public OnecopyException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.retryAfterMs = 0;
    }

    /** {@return the kind of error} */
    public Fault fault() {
        return fault;
    }

    /** {@return whether the same request may well succeed a little later} */
    public boolean retryable() {
        return fault.retryable();
    }

    /** {@return after how many milliseconds to try again; 0 where nobody knows} */
    public long retryAfterMs() {
        return retryAfterMs;
    }

    /**
     * {@return an error for a failed file operation, its kind read from the failure: missing file, no permission, no
     * space or other}
     *
     * @param doing what was being done, to be read after "cannot": {@code "read /data/a.npy"}
     */
    public static OnecopyException ofIo(String doing, IOException failure) {
        return switch (failure) {
            case NoSuchFileException e ->
                new OnecopyException(Fault.NOT_FOUND, "cannot " + doing + ": no such file " + e.getFile(), e);
            case AccessDeniedException e ->
                new OnecopyException(Fault.PERMISSION_DENIED, "cannot " + doing + ": permission denied for "
                        + e.getFile(), e);
            default -> ofReason(doing, failure);
        };
    }

    private static OnecopyException ofReason(String doing, IOException failure) {
        String reason = failure instanceof FileSystemException e && e.getReason() != null
                ? e.getReason()
                : String.valueOf(failure.getMessage());
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota exceeded")) {
            return new OnecopyException(Fault.NO_SPACE, "cannot " + doing + ": no space left on the disk", failure);
        }
        Fault fault = lower.contains("permission denied") || lower.contains("read-only file system")
                ? Fault.PERMISSION_DENIED
                : Fault.IO;
        return new OnecopyException(fault, "cannot " + doing + ": " + reason, failure);
    }
}
