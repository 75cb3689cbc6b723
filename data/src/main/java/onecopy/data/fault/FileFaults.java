package onecopy.data.fault;

/**
 * The five ways in which a file of a dataset can be wrong. Each has a sentence of its own, so that its reader knows
 * whether to look at the path, at the version of onecopy or at the disk. All are {@link Fault#CORRUPT}.
 */
public final class FileFaults {
    /** What the JVM says of a SIGBUS where it does not end of it. */
    private static final String FAILED_READ = "unsafe memory access";

    private FileFaults() {}

    /**
     * {@return the error for a file that is something else altogether}
     *
     * @param file the file as the user knows it
     * @param expected what it should be, with its article: {@code "a NumPy file"}
     * @param found what says that it is not
     */
    public static OnecopyException wrongFile(Object file, String expected, String found) {
        return corrupt(file + " is not " + expected + ": " + found);
    }

    /** {@return the error for a version older than any that is still read} */
    public static OnecopyException tooOld(Object file, String format, String version, String oldest) {
        return corrupt(file + " has " + format + " version " + version + ", older than " + oldest
                + ", the oldest this onecopy reads: load the dataset again");
    }

    /** {@return the error for a version from the future} */
    public static OnecopyException tooNew(Object file, String format, String version, String newest) {
        return corrupt(file + " has " + format + " version " + version + ", newer than " + newest
                + ", the newest this onecopy reads: use a newer onecopy");
    }

    /** {@return the error for a file that ends before its content does} */
    public static OnecopyException truncated(Object file, String detail) {
        return corrupt(file + " is truncated: " + detail);
    }

    /** {@return the error for content that contradicts itself or its checksum} */
    public static OnecopyException damaged(Object file, String detail) {
        return corrupt(file + " is corrupt: " + detail);
    }

    /** {@return whether an error says that a file's content cannot be had, now or the next time} */
    public static boolean isUnusable(OnecopyException failure) {
        return switch (failure.fault()) {
            case CORRUPT, IO, PERMISSION_DENIED -> true;
            default -> false;
        };
    }

    /** {@return whether an error is what Java makes of a page of a mapped file that cannot be read} */
    public static boolean isFailedRead(Throwable error) {
        // No subclass: that would be somebody else's, and its message code that is not ours.
        return error.getClass() == InternalError.class && String.valueOf(error.getMessage()).contains(FAILED_READ);
    }

    /** Returns where an error {@linkplain #isFailedRead is a failed read}, and throws any other: it is the JVM's own. */
    public static void requireFailedRead(InternalError error) {
        if (!isFailedRead(error)) {
            throw error;
        }
    }

    /**
     * Returns where no read of a mapped file by this thread has failed unnoticed.
     *
     * @throws InternalError otherwise; compiled code goes on for a while with whatever it read, up to a call of the system
     */
    @SuppressWarnings("ThreadPriorityCheck") // The call itself is what matters.
    public static void deliverFailedRead() {
        Thread.yield();
    }

    /** {@return the error for a file of which a page {@linkplain #isFailedRead could not be read}; says which file} */
    public static OnecopyException unreadable(Object file) {
        return damaged(file, "it could not be read through its mapping: it was cut short, or its disk fails");
    }

    private static OnecopyException corrupt(String message) {
        return new OnecopyException(Fault.CORRUPT, message);
    }
}
