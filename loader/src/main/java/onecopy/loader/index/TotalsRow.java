package onecopy.loader.index;

import onecopy.data.index.Total128;

/** Writes a running total of one or two columns. */
final class TotalsRow {
    private TotalsRow() {}

    /** Writes the low word to a column and, where the total takes two, the high word to the next one. */
    static void put(ArrayWriter array, long row, int column, Total128 total) {
        array.put(row, column, total.low());
        if (column + 1 < array.shape().columns()) {
            array.put(row, column + 1, total.high());
        }
    }
}
