package onecopy.service.http;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A response whose body is complete.
 *
 * @param status HTTP status
 * @param body JSON text in UTF-8
 * @param afterwards what to do once it is sent
 */
@SuppressWarnings("ArrayRecordComponent") // responses are written once and never compared
record Response(int status, byte[] body, Runnable afterwards) {
    /** {@return a response with this status and the body that the writer writes} */
    static Response of(int status, Consumer<OutputStream> writer) {
        return new Response(status, bodyOf(writer), () -> {});
    }

    static byte[] bodyOf(Consumer<OutputStream> writer) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(512);
        writer.accept(body);
        return body.toByteArray();
    }
}
