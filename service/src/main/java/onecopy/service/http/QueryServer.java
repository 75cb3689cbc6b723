package onecopy.service.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.admission.Gate;
import onecopy.service.admission.GateLimits;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.query.BatchId;
import onecopy.service.run.RunDirectory;
import onecopy.service.watch.BatchJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Serves a coordinator over HTTP, on the loopback interface only. Writes the token and then the address into the run
 * directory, so whoever finds the address finds the token. Each request has a virtual thread: thousands of them may wait, for a
 * turn, for workers or for a slow caller, and take some memory but no platform thread. Few may be computed at a time; all
 * other requests are answered however many batches wait.
 */
public final class QueryServer implements AutoCloseable {
    /** To take the first byte of a response, and then a mebibyte a second. */
    private static final long SENDING_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long SENDING_NS_PER_MIB = TimeUnit.SECONDS.toNanos(1);
    /** To come to the end of a request that has been refused: a caller may read the refusal only then. */
    private static final long DRAINING_NS = TimeUnit.SECONDS.toNanos(5);

    /** For answers on their way when the service ends; where there are none it takes no time. */
    private static final int CLOSING_SECONDS = 2;

    /** What the JDK's server takes for a response that has none. */
    private static final long NO_BODY = -1;

    private final HttpServer server;
    private final Token token = Token.random();
    private final ClientWatch clients = new ClientWatch();
    private final SlowWatch slowCallers = new SlowWatch();
    private final HeapCare heap = new HeapCare();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Route> routes = new TreeMap<>();

    private final RunDirectory run;
    private boolean closed;

    private QueryServer(HttpServer server, RunDirectory run) {
        this.server = server;
        this.run = run;
    }

    /**
     * {@return a server that takes requests}
     *
     * @param limits how many batches run and wait
     * @param port TCP port; 0 takes any free one
     * @param journal follows the batches
     * @param stop ends the service; called after a request to stop has been answered
     * @throws OnecopyException with {@link Fault#CONFLICT} where the port is in use
     */
    public static QueryServer start(Coordinator coordinator, GateLimits limits, RunDirectory run, int port,
            BatchJournal journal, Runnable stop) {
        Gate gate = new Gate(limits);
        return start(run, port,
                clients -> Map.of("/v1/query", new QueryRoute(coordinator, gate, clients, journal),
                        "/v1/health", HealthRoute.health(coordinator),
                        "/v1/ready", HealthRoute.readiness(coordinator),
                        "/v1/metrics", new MetricsRoute(coordinator, gate, journal),
                        "/v1/status", new StatusRoute(coordinator),
                        "/v1/stop", new StopRoute(coordinator, stop)));
    }

    /** {@return a server that takes requests for some paths} */
    static QueryServer start(RunDirectory run, int port, Function<ClientWatch, Map<String, Route>> routes) {
        QueryServer server = new QueryServer(bind(port, HttpLimits.apply()), run);
        server.routes.putAll(routes.apply(server.clients));
        server.server.setExecutor(server.threads);
        server.server.createContext("/", server::handle);
        server.server.start();
        try {
            run.withdrawAddress();
            PrivateFile.write(run.tokenFile(), server.token.text() + "\n");
            PrivateFile.write(run.endpointFile(), server.address() + "\n");
        } catch (OnecopyException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** As many may knock at once as may come in: a full backlog would drop them silently, to try again a second later. */
    private static HttpServer bind(int port, int connections) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), connections);
        } catch (BindException e) {
            throw new OnecopyException(Fault.CONFLICT, "cannot listen on port " + port + ": " + e.getMessage()
                    + "; choose another with --port, or 0 for any free one", e);
        } catch (IOException e) {
            throw OnecopyException.ofIo("listen on port " + port, e);
        }
    }

    /** {@return where requests go, such as {@code http://127.0.0.1:41234}} */
    public String address() {
        InetSocketAddress bound = server.getAddress();
        return "http://" + bound.getAddress().getHostAddress() + ":" + bound.getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (Error e) {
            // The server forgets a connection only upon an exception: its caller would wait for ever.
            exchange.close();
            throw e;
        }
    }

    /** Fails where the caller went away, upon which the server forgets the connection. */
    private void answer(HttpExchange exchange) throws IOException {
        Response response = respond(exchange);
        try {
            send(exchange, response);
        } finally {
            response.atLast().run();
            heap.look();
        }
        response.afterwards().run();
    }

    private void send(HttpExchange exchange, Response response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        response.headers().forEach(headers::set);
        long length = response.body().length();
        OutputStream out = exchange.getResponseBody();
        try (SlowWatch.Transfer _ = slowCallers.begin(SENDING_NS + (length >> 20) * SENDING_NS_PER_MIB)) {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(response.status(), NO_BODY);
            } else {
                exchange.sendResponseHeaders(response.status(), length);
                response.body().sendTo(out);
                out.flush();
            }
        }
        if (response.status() != HttpURLConnection.HTTP_OK) {
            drain(exchange.getRequestBody());
        }
        out.close();
    }

    private void drain(InputStream body) throws IOException {
        try (SlowWatch.Transfer _ = slowCallers.begin(DRAINING_NS)) {
            long drained = body.skip(RequestBody.MAX_BYTES);
            log().trace("drained {} bytes", drained);
        }
    }

    private Response respond(HttpExchange exchange) {
        try {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            boolean authorized = token.matches(authorization);
            return route(exchange, authorized, authorization == null).answer(new Request(exchange, authorized));
        } catch (JacksonIOException | UncheckedIOException e) {
            // Whoever went away does not get it.
            exchange.getResponseHeaders().set("Connection", "close");
            return Refusal.of(new OnecopyException(Fault.INVALID_ARGUMENT,
                    "the request's body ends too early, or its chunks are not as they should be", e), BatchId.NONE)
                    .response();
        } catch (RuntimeException | Error e) {
            return Refusal.of(e, BatchId.NONE).response();
        }
    }

    private Route route(HttpExchange exchange, boolean authorized, boolean anonymous) {
        String path = exchange.getRequestURI().getPath();
        Route route = routes.get(path);
        boolean open = anonymous && route != null && route.isOpen();
        if (!authorized && !open) {
            throw new OnecopyException(Fault.UNAUTHORIZED,
                    "the request needs the header 'Authorization: Bearer TOKEN' with the content of the token file");
        }
        if (route == null) {
            throw new OnecopyException(Fault.NOT_FOUND,
                    "unknown path '" + Excerpt.of(path) + "': known are " + String.join(", ", routes.keySet()));
        }
        if (!route.method().equals(exchange.getRequestMethod())) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    path + " takes " + route.method() + ", not " + Excerpt.of(exchange.getRequestMethod()));
        }
        return route;
    }

    /**
     * Takes no more requests, and gives those whose batches have ended a moment to get their answers. The address is
     * withdrawn before anybody else can listen there, so the coordinator must still be open.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            run.withdrawAddress();
        } catch (OnecopyException e) {
            log().warn("{}", e.getMessage());
        }
        server.stop(CLOSING_SECONDS);
        clients.close();
        slowCallers.close();
        threads.shutdown();
    }

    /** Not a field: setting up the logging takes a good part of a start, and most runs log nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(QueryServer.class);
    }
}
