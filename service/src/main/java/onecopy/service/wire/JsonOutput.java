package onecopy.service.wire;

import java.io.OutputStream;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Makes the generators of this package: compact ones for the wire, readable ones for people. UTF-8 both. */
final class JsonOutput {
    /** What an array of numbers is written for that readable generators keep on one line. */
    static final Object ON_ONE_LINE = new Object();

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonFactory LEAVING_OPEN = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private JsonOutput() {}

    /** {@return a generator without any space; closing it closes the stream} */
    static JsonGenerator compact(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    /**
     * {@return a generator that puts a space after colons and commas and each element of an array on its own line, but for
     * arrays {@link #ON_ONE_LINE}; closing it only flushes the writer}
     */
    static JsonGenerator readable(Writer out) {
        return LEAVING_OPEN.createGenerator(new ReadableContext(), out);
    }

    /** Says how to print; everything else as usual. */
    private static final class ReadableContext extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new LineWisePrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    /** Elements of arrays begin a line each, everything else stays on its line. */
    private static final class LineWisePrinter implements PrettyPrinter {
        private int openArrays;

        @Override
        public void writeRootValueSeparator(JsonGenerator json) {
            json.writeRaw('\n');
        }

        @Override
        public void writeStartObject(JsonGenerator json) {
            json.writeRaw('{');
        }

        @Override
        public void writeEndObject(JsonGenerator json, int entries) {
            json.writeRaw('}');
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator json) {
            json.writeRaw(", ");
        }

        @Override
        public void writeObjectNameValueSeparator(JsonGenerator json) {
            json.writeRaw(": ");
        }

        @Override
        public void writeStartArray(JsonGenerator json) {
            openArrays++;
            json.writeRaw('[');
        }

        @Override
        public void writeEndArray(JsonGenerator json, int values) {
            openArrays--;
            json.writeRaw(']');
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) {
            json.writeRaw(ON_ONE_LINE.equals(json.currentValue()) ? ", " : ",\n" + " ".repeat(openArrays));
        }

        @Override
        public void beforeArrayValues(JsonGenerator json) {
            if (!ON_ONE_LINE.equals(json.currentValue())) {
                json.writeRaw("\n" + " ".repeat(openArrays));
            }
        }

        @Override
        public void beforeObjectEntries(JsonGenerator json) {
            // objects stay on one line
        }
    }
}
