package onecopy.service.wire;

import java.io.InputStream;
import java.io.OutputStream;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.BatchId;
import tools.jackson.core.JsonGenerator;

/**
 * The body of every failed request: {@code {"error": {"code": "busy", "message": "...", "retryable": true,
 * "retry_after_ms": 40, "batch": "..."}}}, the last but one only where the coordinator has an idea, the last where the
 * request was a batch.
 */
public final class ErrorJson {
    /** Room for every sentence of ours; what others add to one, such as a function's exception, may have any length. */
    private static final int LONGEST_MESSAGE = 4_000;

    private ErrorJson() {}

    /** Writes an error that belongs to no batch and closes the stream. */
    public static void write(OnecopyException failure, OutputStream out) {
        write(failure, BatchId.NONE, out);
    }

    /** Writes the error of a batch and closes the stream. */
    public static void write(OnecopyException failure, BatchId batch, OutputStream out) {
        try (JsonGenerator json = JsonOutput.compact(out)) {
            json.writeStartObject();
            json.writeName("error");
            json.writeStartObject();
            json.writeStringProperty("code", failure.fault().code());
            json.writeStringProperty("message", Excerpt.of(String.valueOf(failure.getMessage()), LONGEST_MESSAGE));
            json.writeBooleanProperty("retryable", failure.retryable());
            if (failure.retryAfterMs() > 0) {
                json.writeNumberProperty("retry_after_ms", failure.retryAfterMs());
            }
            if (!batch.equals(BatchId.NONE)) {
                json.writeStringProperty("batch", batch.toString());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** {@return the error that a body tells, to be thrown} */
    public static OnecopyException read(InputStream in) {
        String code = "";
        String message = "";
        long retryAfterMs = 0;
        try (JsonReader json = JsonReader.trusting(in, "the coordinator's error")) {
            json.startObject("an error");
            if (!"error".equals(json.nextKey())) {
                throw json.wrong("it has no 'error'");
            }
            json.startObject("error");
            for (String key = json.nextKey(); key != null; key = json.nextKey()) {
                switch (key) {
                    case "code" -> code = json.nextString(key);
                    case "message" -> message = json.nextString(key);
                    case "retryable" -> json.nextBoolean(key);
                    case "retry_after_ms" -> retryAfterMs = json.nextInteger(key);
                    case "batch" -> json.nextString(key);
                    default -> throw json.unknownKey(key, "code, message, retryable, retry_after_ms, batch");
                }
            }
        }
        return new OnecopyException(Fault.ofCode(code), message, retryAfterMs);
    }
}
