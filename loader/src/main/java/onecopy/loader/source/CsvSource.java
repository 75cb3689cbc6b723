package onecopy.loader.source;

import java.io.InputStream;
import java.util.Map;

/**
 * One column of a CSV file with comma separators (RFC 4180; quotes and line ends inside quotes are understood, blank
 * lines skipped).
 *
 * <p>
 * A number names the column by its place, from 1; the first record is a header where its field there is no integer. Any
 * other word, and a number larger than there are columns, must be a field of the first record, which is then the header.
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
