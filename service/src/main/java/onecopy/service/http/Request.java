package onecopy.service.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** An authorised request, its body not yet read. Used by one thread. */
final class Request {
    /** The header with which callers name their request. */
    static final String ID = "X-Request-Id";
    private static final String EXPLAIN = "explain=true";
    private static final Pattern WELL_FORMED_ID = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private final HttpExchange exchange;
    private final CountedInput body;

    Request(HttpExchange exchange) {
        this.exchange = exchange;
        this.body = new CountedInput(exchange.getRequestBody());
    }

    /** {@return what the caller calls it, for logs; empty where there is no such header, or more in it than a name} */
    String id() {
        String id = exchange.getRequestHeaders().getFirst(ID);
        return id != null && WELL_FORMED_ID.matcher(id).matches() ? id : "";
    }

    /** {@return the body} */
    InputStream body() {
        return body;
    }

    /** {@return bytes that crossed the socket so far: request line, headers and what was read of the body} */
    long bytes() {
        long bytes = 6L + exchange.getRequestMethod().length() + exchange.getRequestURI().toString().length()
                + exchange.getProtocol().length();
        return bytes + headerBytes(exchange.getRequestHeaders()) + body.count();
    }

    /** {@return bytes of some headers as they stand on the wire} */
    static long headerBytes(Map<String, List<String>> headers) {
        long bytes = 0;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                bytes += 4L + header.getKey().length() + value.length();
            }
        }
        return bytes;
    }

    /**
     * {@return whether the caller wants an explanation: {@code ?explain=true}}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for any other parameter
     */
    boolean explain() {
        String query = exchange.getRequestURI().getQuery();
        if (query != null && !query.equals(EXPLAIN)) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "unknown parameters '" + query + "': only " + EXPLAIN + " is known");
        }
        return query != null;
    }

    /** {@return the caller's port} */
    int clientPort() {
        return exchange.getRemoteAddress().getPort();
    }

    /** {@return our port} */
    int serverPort() {
        return exchange.getLocalAddress().getPort();
    }
}
