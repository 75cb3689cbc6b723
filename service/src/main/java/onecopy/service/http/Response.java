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
 */
record Response(int status, Map<String, String> headers, Body body, Runnable afterwards) {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    /** The server's own headers: status line, Date, Content-Length and the empty line. */
    private static final int OTHER_HEADER_BYTES = 17 + 37 + 18 + 2;

    Response {
        headers = Map.copyOf(headers);
    }

    /** {@return a response with this status and the JSON that the writer writes} */
    static Response of(int status, Consumer<OutputStream> writer) {
        return new Response(status, JSON, bodyOf(writer), () -> {});
    }

    /** {@return a response with status 200 and a text of some type} */
    static Response ofText(String contentType, Consumer<OutputStream> writer) {
        return new Response(200, Map.of("Content-Type", contentType), bodyOf(writer), () -> {});
    }

    /** {@return the same response with something to do once it is sent} */
    Response then(Runnable next) {
        return new Response(status, headers, body, next);
    }

    /** {@return the same response with one more header} */
    Response with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body, afterwards);
    }

    /** {@return bytes it puts on the wire} */
    long bytesOnTheWire() {
        long bytes = OTHER_HEADER_BYTES + Long.toString(body.length()).length() + body.length();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            bytes += 4L + header.getKey().length() + header.getValue().length();
        }
        return bytes;
    }

    private static Body bodyOf(Consumer<OutputStream> writer) {
        Body body = new Body();
        writer.accept(body);
        return body;
    }
}
