package onecopy.service.http;

import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A response whose body is complete.
 *
 * @param status HTTP status
 * @param headers beside the server's own
 * @param body text in UTF-8
 * @param afterwards what to do once it is sent
 * @param atLast what to do in the end, sent or not
 */
record Response(int status, Map<String, String> headers, Body body, Runnable afterwards, Runnable atLast) {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    /** The server's own headers: status line, Date, Content-Length and the empty line. */
    private static final int OTHER_HEADER_BYTES = 17 + 37 + 18 + 2;

    Response {
        headers = Map.copyOf(headers);
    }

    /** {@return a response with this status and the JSON that the writer writes} */
    static Response of(int status, Consumer<OutputStream> writer) {
        return of(status, bodyOf(writer));
    }

    /** {@return a response with this status and JSON text} */
    static Response of(int status, Body body) {
        return new Response(status, JSON, body, () -> {}, () -> {});
    }

    /** {@return a response with status 200 and a text of some type} */
    static Response ofText(String contentType, Consumer<OutputStream> writer) {
        return new Response(200, Map.of("Content-Type", contentType), bodyOf(writer), () -> {}, () -> {});
    }

    /** {@return this response with one more thing to do once it is sent} */
    Response thenDo(Runnable action) {
        return new Response(status, headers, body, action, atLast);
    }

    /** {@return this response with one more header} */
    Response with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body, afterwards, atLast);
    }

    /** {@return this response, which holds something until it is sent or has failed} */
    Response holding(Runnable release) {
        return new Response(status, headers, body, afterwards, release);
    }

    /** {@return bytes it puts on the wire} */
    long bytesOnTheWire() {
        long bytes = OTHER_HEADER_BYTES + Long.toString(body.length()).length() + body.length();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            bytes += 4L + header.getKey().length() + header.getValue().length();
        }
        return bytes;
    }

    static Body bodyOf(Consumer<OutputStream> writer) {
        Body body = new Body();
        writer.accept(body);
        return body;
    }
}
