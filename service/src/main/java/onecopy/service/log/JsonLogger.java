package onecopy.service.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.simple.SimpleLogger;
import org.slf4j.spi.LoggingEventAware;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes each event as one line of JSON to standard error: {@code time}, {@code level}, {@code pid}, the event's own keys,
 * {@code message}, and {@code stack} where something was thrown. Thread-safe.
 */
final class JsonLogger extends SimpleLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final long PID = ProcessHandle.current().pid();

    JsonLogger(String name) {
        super(name);
    }

    @Override
    public void log(LoggingEvent event) {
        if (isEnabledForLevel(event.getLevel())) {
            write(event.getLevel(), event.getKeyValuePairs(), event.getMessage(), event.getArgumentArray(),
                    event.getThrowable());
        }
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, Marker marker, String pattern, Object[] arguments,
            Throwable thrown) {
        write(level, null, pattern, arguments, thrown);
    }

    @SuppressWarnings("SystemErr") // where the log goes
    private static void write(Level level, List<KeyValuePair> pairs, String pattern, Object[] arguments,
            Throwable thrown) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringProperty("level", level.name().toLowerCase(Locale.ROOT));
            json.writeNumberProperty("pid", PID);
            for (KeyValuePair pair : pairs == null ? List.<KeyValuePair>of() : pairs) {
                writePair(json, pair);
            }
            json.writeStringProperty("message", MessageFormatter.basicArrayFormat(pattern, arguments));
            if (thrown != null) {
                StringWriter stack = new StringWriter();
                thrown.printStackTrace(new PrintWriter(stack));
                json.writeStringProperty("stack", stack.toString());
            }
            json.writeEndObject();
        }
        System.err.println(line);
    }

    private static void writePair(JsonGenerator json, KeyValuePair pair) {
        switch (pair.value) {
            case Integer number -> json.writeNumberProperty(pair.key, number);
            case Long number -> json.writeNumberProperty(pair.key, number);
            case null -> json.writeNullProperty(pair.key);
            default -> json.writeStringProperty(pair.key, pair.value.toString());
        }
    }
}
