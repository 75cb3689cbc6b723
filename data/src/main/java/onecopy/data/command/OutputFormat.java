package onecopy.data.command;

/** How a listing is printed. */
public enum OutputFormat {
    /** For people. */
    TABLE,
    /** One JSON value, for scripts. */
    JSON
}
