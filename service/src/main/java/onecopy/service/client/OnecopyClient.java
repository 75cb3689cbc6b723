package onecopy.service.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.run.RunDirectory;
import onecopy.service.wire.AnswerJson;
import onecopy.service.wire.BatchJson;
import onecopy.service.wire.ErrorJson;
import onecopy.service.wire.ExplainedAnswer;
import onecopy.service.wire.IdempotencyKey;
import onecopy.service.wire.ServiceStatus;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Asks the coordinator of a run directory. Errors of the coordinator are thrown as they were there: the same fault, the
 * same sentence. One that lost its coordinator, or finds it busy, says so at once with an error that is {@link
 * OnecopyException#retryable}, or tries again for as long as it was asked to. An interrupt ends a long request with {@link
 * Fault#CANCELLED}; a short one need not notice it. Thread-safe.
 */
public final class OnecopyClient {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    /** For what needs no computing. */
    private static final Duration STATUS_LIMIT = Duration.ofSeconds(10);
    /** The coordinator answers by the deadline of a batch; one that has not so much later is not going to. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** To read a long answer, and for each MiB of it: many times what it takes, for this process may have to wait for a core. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIME_PER_MIB = Duration.ofMillis(500);

    /** Any kernel takes as much at once, and the answers to as many ranges as fit in. */
    private static final int BUFFERED_BYTES = 8 << 10;

    private final RunDirectory run;
    private final Duration patience;
    private volatile Endpoint known;

    private OnecopyClient(RunDirectory run, Duration patience, Endpoint known) {
        this.run = run;
        this.patience = patience;
        this.known = known;
    }

    /**
     * {@return a client of the coordinator that left its address in a run directory; it never waits for another}
     *
     * @throws OnecopyException with {@link Fault#UNAVAILABLE} and the remedy where none did
     */
    public static OnecopyClient connect(RunDirectory run) {
        return new OnecopyClient(run, Duration.ZERO, Endpoint.read(run));
    }

    /**
     * {@return a client of whatever coordinator runs in a run directory when it is asked; there need be none yet}
     *
     * @param patience how long to wait for a coordinator that is gone or busy, each time it is found so, but never beyond
     *     the deadline of a batch; a batch is sent again under an idempotency key, so that it is not computed twice
     */
    public static OnecopyClient connect(RunDirectory run, Duration patience) {
        return new OnecopyClient(run, patience, null);
    }

    /** {@return the answers to a batch; blocks until they are there} */
    public BatchAnswer query(Batch batch) {
        return ask("/v1/query", batch, Optional.empty()).answer();
    }

    /**
     * {@return the answers to a batch, of the first time where it was sent before; blocks until they are there}
     *
     * @param key names the batch; under it nothing else may be asked
     * @throws OnecopyException with {@link Fault#CONFLICT} where something else was asked
     */
    public BatchAnswer query(Batch batch, IdempotencyKey key) {
        return ask("/v1/query", batch, Optional.of(key)).answer();
    }

    /** {@return the answers to a batch and how it was laid out; blocks until they are there} */
    public ExplainedAnswer explain(Batch batch) {
        return ask("/v1/query?explain=true", batch, Optional.empty());
    }

    /** {@return the same, of the first time where it was sent before under this key} */
    public ExplainedAnswer explain(Batch batch, IdempotencyKey key) {
        return ask("/v1/query?explain=true", batch, Optional.of(key));
    }

    /** {@return who is there and what runs} */
    public ServiceStatus status() {
        return status(STATUS_LIMIT);
    }

    /**
     * {@return who is there and what runs}
     *
     * @param limit how long to wait for it
     */
    public ServiceStatus status(Duration limit) {
        Request request = new Request("GET", "/v1/status", Optional.empty(), Optional.empty(), true);
        return patiently(limit, (endpoint, left) -> exchange(endpoint, request, left, ServiceStatus::read));
    }

    /** Ends the service. {@return its last status: whose end to wait for} */
    public ServiceStatus stop() {
        Request request = new Request("POST", "/v1/stop", Optional.empty(),
                Optional.of(new ByteArrayOutputStream(0)), true);
        return patiently(STATUS_LIMIT, (endpoint, left) -> exchange(endpoint, request, left, ServiceStatus::read));
    }

    private ExplainedAnswer ask(String path, Batch batch, Optional<IdempotencyKey> given) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(512);
        BatchJson.write(batch, body);
        Optional<IdempotencyKey> key = given.isPresent() || patience.isZero()
                ? given
                : Optional.of(IdempotencyKey.random());
        boolean isShort = body.size() <= BUFFERED_BYTES
                && batch.queries().stream().allMatch(RangeQuery.class::isInstance);
        Request request = new Request("POST", path, key, Optional.of(body), isShort);
        return patiently(batch.timeout(), (endpoint, left) -> exchange(endpoint, request, left.plus(GRACE),
                in -> AnswerJson.read(in, batch)));
    }

    /**
     * What is asked of a coordinator.
     *
     * @param isShort whether any kernel takes the request at once, and the answer too
     */
    private record Request(String method, String path, Optional<IdempotencyKey> key,
            Optional<ByteArrayOutputStream> body, boolean isShort) {}

    /** One try to ask. */
    private interface Attempt<T> {
        T make(Endpoint endpoint, Duration left);
    }

    private <T> T patiently(Duration limit, Attempt<T> attempt) {
        Outage outage = new Outage(patience, limit);
        while (true) {
            try {
                return attempt.make(current(), outage.left());
            } catch (OnecopyException e) {
                outage.bear(e);
            }
        }
    }

    /** {@return where to send the next request: never where a coordinator listened that is gone} */
    private Endpoint current() {
        Endpoint endpoint = known;
        if (endpoint == null || !endpoint.isCurrent(run)) {
            known = null;
            endpoint = Endpoint.read(run);
            known = endpoint;
        }
        return endpoint;
    }

    private <T> T exchange(Endpoint endpoint, Request request, Duration limit, Function<InputStream, T> reader) {
        try {
            HttpURLConnection connection = prepare(endpoint, request, limit);
            if (request.isShort()) {
                return receive(endpoint, connection, send(connection, request.body()), reader);
            }
            int status = TimedExchange.within(limit, () -> send(connection, request.body()));
            return receiveLong(endpoint, connection, status, reader);
        } catch (ConnectException e) {
            known = null;
            throw Endpoint.nobody(run, e);
        } catch (IOException | JacksonIOException e) {
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw late(endpoint, "has not answered within " + limit.toMillis() + " ms", e);
            }
            known = null;
            throw new OnecopyException(Fault.UNAVAILABLE, "the coordinator at " + endpoint.address()
                    + " went away before it answered", e);
        }
    }

    private static OnecopyException late(Endpoint endpoint, String what, Exception cause) {
        return new OnecopyException(Fault.TIMEOUT, "the coordinator at " + endpoint.address() + " " + what
                + ": it is halted, or its machine overloaded", cause);
    }

    /** The deadline of a batch is for its computation: an answer that is there by then may still need time to be read. */
    private <T> T receiveLong(Endpoint endpoint, HttpURLConnection connection, int status,
            Function<InputStream, T> reader) throws IOException {
        long mebibytes = Math.max(0, connection.getContentLengthLong()) >> 20;
        Duration limit = ANSWER_TIME.plus(ANSWER_TIME_PER_MIB.multipliedBy(mebibytes));
        try {
            return TimedExchange.within(limit, () -> receive(endpoint, connection, status, reader));
        } catch (SocketTimeoutException e) {
            throw late(endpoint, "began its answer and has not come to its end within " + limit.toMillis() + " ms", e);
        }
    }

    private <T> T receive(Endpoint endpoint, HttpURLConnection connection, int status,
            Function<InputStream, T> reader) throws IOException {
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
            known = null;
            throw new OnecopyException(Fault.UNAUTHORIZED, "the coordinator at " + endpoint.address()
                    + " does not take the token in " + run.tokenFile()
                    + ": another coordinator has taken that address");
        }
        if (status != HttpURLConnection.HTTP_OK) {
            throw failureOf(connection, status);
        }
        try (InputStream in = connection.getInputStream()) {
            return reader.apply(in);
        }
    }

    /** {@return the status of the answer} */
    private static int send(HttpURLConnection connection, Optional<ByteArrayOutputStream> body) throws IOException {
        // Not in streaming mode: it would wait a millisecond before each request to see whether the connection lives.
        connection.setDoOutput(body.isPresent());
        try {
            connection.connect();
        } catch (SocketTimeoutException e) {
            throw new IOException("nobody takes the connection", e);
        }
        if (body.isPresent()) {
            try (OutputStream out = connection.getOutputStream()) {
                body.get().writeTo(out);
            }
        }
        return connection.getResponseCode();
    }

    private static HttpURLConnection prepare(Endpoint endpoint, Request request, Duration limit) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) endpoint.address().resolve(request.path()).toURL()
                .openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(request.method());
        connection.setRequestProperty("Authorization", "Bearer " + endpoint.token());
        connection.setRequestProperty("Content-Type", "application/json");
        request.key().ifPresent(name -> connection.setRequestProperty(IdempotencyKey.HEADER, name.text()));
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setReadTimeout((int) Math.min(Integer.MAX_VALUE, limit.toMillis()));
        return connection;
    }

    private static OnecopyException failureOf(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            if (in == null) {
                return new OnecopyException(Fault.INTERNAL, "the coordinator answered HTTP status " + status);
            }
            return ErrorJson.read(in);
        }
    }
}
