package onecopy.service.control;

/** What the elements of a job are. */
public enum JobSource {
    /** The values of a version, in the order of their file. */
    VALUES,
    /**
     * The entries of an index, in ascending order: the job sums functions over the values they stand for, each as often as
     * the version has it.
     */
    INDEX_ENTRIES
}
