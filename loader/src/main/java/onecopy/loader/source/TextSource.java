package onecopy.loader.source;

import java.io.InputStream;
import java.util.OptionalLong;
import onecopy.data.ElementType;
import onecopy.data.fault.OnecopyException;

/**
 * Text with one integer a line. Blanks around the integer, a plus sign, CRLF line ends, blank lines, a missing last
 * line end and a UTF-8 byte order mark are accepted; anything else is an error that names line and column.
 *
 * @param text where the text is
 */
public record TextSource(ByteOrigin text) implements ValueSource {
    @Override
    public String kind() {
        return "text";
    }

    @Override
    public String description() {
        return text.label();
    }

    @Override
    public StreamInput open() {
        return new Lines(text.open(), text.label(), text.sizeBytes());
    }

    private static final class Lines implements StreamInput {
        private final InputStream stream;
        private final String label;
        private final OptionalLong sizeBytes;
        private final LineChunks chunks;

        Lines(InputStream stream, String label, OptionalLong sizeBytes) {
            this.stream = stream;
            this.label = label;
            this.sizeBytes = sizeBytes;
            this.chunks = new LineChunks(stream, label);
        }

        @Override
        public OptionalLong sizeBytes() {
            return sizeBytes;
        }

        @Override
        public BatchReader newReader(ElementType limit) {
            LineChunks.Chunk chunk = new LineChunks.Chunk();
            IntegerLines lines = new IntegerLines(label, limit);
            return batch -> {
                if (!chunks.next(chunk)) {
                    return false;
                }
                batch.begin(chunk.ordinal);
                long[] values = batch.reserve(chunk.end / 2 + 1);
                try {
                    batch.end(lines.parse(chunk.text, chunk.end, chunk.firstLine, values), chunk.end);
                } catch (OnecopyException e) {
                    batch.fail(e);
                }
                return true;
            };
        }

        @Override
        public void close() {
            ByteOrigin.close(stream, label);
        }
    }
}
