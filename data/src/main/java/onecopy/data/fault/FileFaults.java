package onecopy.data.fault;

/**
 * The five ways in which a file of a dataset can be wrong. Each has a sentence of its own, so that its reader knows
 * whether to look at the path, at the version of onecopy or at the disk. All are {@link Fault#CORRUPT}.
 */
public final class FileFaults {
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

    private static OnecopyException corrupt(String message) {
        return new OnecopyException(Fault.CORRUPT, message);
    }
}
