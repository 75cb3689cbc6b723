package onecopy.service.http;

import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A response whose body is complete.
 *
 * @param status HTTP status
 * @param headers beside those of every response
 * @param body JSON text in UTF-8
 * @param afterwards what to do once it is sent
 * @param atLast what to do in the end, sent or not
 */
record Response(int status, Map<String, String> headers, Body body, Runnable afterwards, Runnable atLast) {
    /** {@return a response with this status and the body that the writer writes} */
    static Response of(int status, Consumer<OutputStream> writer) {
        return of(status, bodyOf(writer));
    }

    /** {@return a response with this status and body} */
    static Response of(int status, Body body) {
        return new Response(status, Map.of(), body, () -> {}, () -> {});
    }

    /** {@return this response with one more thing to do once it is sent} */
    Response thenDo(Runnable action) {
        return new Response(status, headers, body, action, atLast);
    }

    /** {@return this response with these headers} */
    Response with(Map<String, String> more) {
        return new Response(status, more, body, afterwards, atLast);
    }

    /** {@return this response, which holds something until it is sent or has failed} */
    Response holding(Runnable release) {
        return new Response(status, headers, body, afterwards, release);
    }

    static Body bodyOf(Consumer<OutputStream> writer) {
        Body body = new Body();
        writer.accept(body);
        return body;
    }
}
