package onecopy.service.http;

import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A response whose body is complete.
 *
 * @param status HTTP status
 * @param body JSON text in UTF-8
 * @param afterwards what to do once it is sent
 */
record Response(int status, Body body, Runnable afterwards) {
    /** {@return a response with this status and the body that the writer writes} */
    static Response of(int status, Consumer<OutputStream> writer) {
        return new Response(status, bodyOf(writer), () -> {});
    }

    static Body bodyOf(Consumer<OutputStream> writer) {
        Body body = new Body();
        writer.accept(body);
        return body;
    }
}
