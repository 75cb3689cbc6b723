package onecopy.service.http;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.wire.IdempotencyKey;

/** A request, its body not yet read. Used by one thread. */
final class Request {
    /** The header with which callers name their request. */
    static final String ID = "X-Request-Id";
    private static final String EXPLAIN = "explain=true";
    private static final Pattern WELL_FORMED_ID = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

    private final HttpExchange exchange;
    private final RequestBody body;
    private final boolean authorized;
    private final long startNs = System.nanoTime();

    /**
     * A request whose header is there.
     *
     * @param authorized whether it carries the token; only open routes see others
     * @throws OnecopyException with {@link Fault#TOO_LARGE} where its header announces too much
     */
    Request(HttpExchange exchange, boolean authorized) {
        this.exchange = exchange;
        this.authorized = authorized;
        this.body = new RequestBody(exchange.getRequestBody(), declaredBytes(exchange));
    }

    /** The server has parsed both headers before, and refused what contradicts itself. */
    private static long declaredBytes(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("Transfer-encoding")) {
            return -1;
        }
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }

    /** {@return whether it carries the token} */
    boolean isAuthorized() {
        return authorized;
    }

    /** {@return what the caller calls it, for logs; empty where there is no such header, or more in it than a name} */
    String id() {
        String id = exchange.getRequestHeaders().getFirst(ID);
        return id != null && WELL_FORMED_ID.matcher(id).matches() ? id : "";
    }

    /** {@return the body} */
    RequestBody body() {
        return body;
    }

    /** {@return nanoseconds since its header was there} */
    long ageNs() {
        return System.nanoTime() - startNs;
    }

    /**
     * {@return the key that makes it safe to send the request again; empty where it has none}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for a key that is none, and for several
     */
    Optional<IdempotencyKey> key() {
        List<String> keys = exchange.getRequestHeaders().getOrDefault(IdempotencyKey.HEADER, List.of());
        if (keys.size() > 1) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, "a request has one idempotency key, not " + keys.size());
        }
        return keys.stream().findFirst().map(IdempotencyKey::ofHeader);
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
                    "unknown parameters '" + Excerpt.of(query) + "': only " + EXPLAIN + " is known");
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
