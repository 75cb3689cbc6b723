package onecopy.data.command;

import java.io.PrintWriter;
import java.util.List;

/**
 * Rows of text in aligned columns, two spaces apart.
 *
 * @param rows all with one field per column; the first is the header
 * @param alignments {@code l} or {@code r} for each column
 */
public record TextTable(List<String[]> rows, String alignments) {
    /** Prints the rows, a line each. */
    public void print(PrintWriter out) {
        int[] widths = new int[alignments.length()];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String gap = " ".repeat(widths[column] - row[column].length());
            boolean left = alignments.charAt(column) == 'l';
            line.append(left ? row[column] + gap : gap + row[column]).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
