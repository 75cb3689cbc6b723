package onecopy.loader.source;

import java.io.InputStream;
import java.util.Map;

/**
 * One column of a CSV file with comma separators (RFC 4180; quotes and line ends inside quotes are understood, blank
 * lines skipped).
 *
 * <p>
 * The column is the one whose field in the first record equals {@code column}; that record is then the header.
 * Otherwise a number names the column by its place, from 1, and the first record is a header where its field there is
 * no integer.
 *
 * @param csv where the text is
 * @param column header name or place of the column
 */
public record CsvSource(ByteOrigin csv, String column) implements ValueSource {
    @Override
    public String kind() {
        return "csv";
    }

    @Override
    public String description() {
        return csv.label();
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("column", column);
    }

    @Override
    public StreamInput open() {
        InputStream stream = csv.open();
        try {
            return new CsvInput(stream, csv.label(), column, csv.sizeBytes());
        } catch (RuntimeException e) {
            ByteOrigin.close(stream, csv.label());
            throw e;
        }
    }
}
