package onecopy.data.index;

/** Reads a total of one or two columns. */
final class TotalRows {
    private TotalRows() {}

    /** Sets a total to a row's: the low word in the given column and, where wide, the high word in the next one. */
    static void read(CheckedArray rows, long row, int column, boolean wide, Total128 into) {
        long low = rows.checkedLong(row, column);
        into.set(wide ? rows.checkedLong(row, column + 1) : low >> 63, low);
    }
}
