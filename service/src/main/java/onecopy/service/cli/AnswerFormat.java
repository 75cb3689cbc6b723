package onecopy.service.cli;

/** How answers are printed. */
enum AnswerFormat {
    /** Aligned columns with thousands separators, for people. */
    TABLE,
    /** One JSON object. */
    JSON,
    /** A header and one line per query. */
    CSV
}
