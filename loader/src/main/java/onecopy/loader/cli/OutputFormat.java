package onecopy.loader.cli;

/** How a listing is printed. */
enum OutputFormat {
    /** For people. */
    TABLE,
    /** One JSON value, for scripts. */
    JSON
}
