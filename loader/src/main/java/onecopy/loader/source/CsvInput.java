package onecopy.loader.source;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** Reads one column of a CSV stream with FastCSV; parsing is one thread's work at a time. */
final class CsvInput implements StreamInput {
    private static final int BATCH_VALUES = 1 << 16;

    private final CountingStream stream;
    private final String label;
    private final OptionalLong sizeBytes;
    private final CloseableIterator<CsvRecord> records;
    private final CsvColumn column;

    private CsvRecord pending;
    private long ordinal;
    private long reportedBytes;

    /**
     * Reads the first record and finds the column in it.
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} where the column does not exist
     */
    CsvInput(InputStream stream, String label, String columnName, OptionalLong sizeBytes) {
        this.stream = new CountingStream(stream);
        this.label = label;
        this.sizeBytes = sizeBytes;
        this.records = CsvReader.builder().detectBomHeader(true).extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(this.stream, StandardCharsets.UTF_8).iterator();
        CsvRecord first = nextRecord();
        if (first == null) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "no column '" + columnName + "' in " + label + ": it is empty");
        }
        this.column = CsvColumn.find(label, columnName, first);
        this.pending = column.firstIsHeader() ? nextRecord() : first;
    }

    @Override
    public OptionalLong sizeBytes() {
        return sizeBytes;
    }

    @Override
    public BatchReader newReader(ElementType limit) {
        return batch -> fill(batch, limit);
    }

    private synchronized boolean fill(ValueBatch batch, ElementType limit) {
        if (pending == null) {
            return false;
        }
        batch.begin(ordinal++);
        long[] values = batch.reserve(BATCH_VALUES);
        int count = 0;
        try {
            while (pending != null && count < BATCH_VALUES) {
                values[count++] = column.valueOf(pending, limit);
                pending = nextRecord();
            }
        } catch (OnecopyException e) {
            batch.fail(e);
            pending = null;
        }
        batch.end(count, stream.count() - reportedBytes);
        reportedBytes = stream.count();
        return true;
    }

    private CsvRecord nextRecord() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, label + " is no CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw OnecopyException.ofIo("read " + label, e.getCause());
        }
    }

    @Override
    public void close() {
        ByteOrigin.close(stream, label);
    }
}
