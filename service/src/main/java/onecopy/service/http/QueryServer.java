package onecopy.service.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.query.BatchId;
import onecopy.service.run.RunDirectory;
import onecopy.service.watch.BatchJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Serves a coordinator over HTTP, on the loopback interface only. Writes the token and then the address into the run
 * directory, so whoever finds the address finds the token. Each request runs on a platform thread of its own: waiting
 * for workers is a native call, which would hold on to a virtual thread's carrier.
 */
public final class QueryServer implements AutoCloseable {
    private final HttpServer server;
    private final Token token = Token.random();
    private final ClientWatch clients = new ClientWatch();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("request-", 1).factory());
    private final Map<String, Route> routes = new TreeMap<>();

    private QueryServer(HttpServer server) {
        this.server = server;
    }

    /**
     * {@return a server that takes requests}
     *
     * @param port TCP port; 0 takes any free one
     * @param journal follows the batches
     * @param stop ends the service; called after a request to stop has been answered
     * @throws OnecopyException with {@link Fault#CONFLICT} where the port is in use
     */
    public static QueryServer start(Coordinator coordinator, RunDirectory run, int port, BatchJournal journal,
            Runnable stop) {
        // Read by the server's class initialiser; without it answers wait up to 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        QueryServer server = new QueryServer(bind(port));
        server.routes.put("/v1/query", new QueryRoute(coordinator, server.clients, journal));
        server.routes.put("/v1/metrics", new MetricsRoute(coordinator, journal));
        server.routes.put("/v1/status", new StatusRoute(coordinator));
        server.routes.put("/v1/stop", new StopRoute(coordinator, stop));
        server.server.setExecutor(server.threads);
        server.server.createContext("/", server::handle);
        server.server.start();
        try {
            PrivateFile.write(run.tokenFile(), server.token.text() + "\n");
            PrivateFile.write(run.endpointFile(), server.address() + "\n");
        } catch (OnecopyException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
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

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Response response = respond(exchange);
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.status(), response.body().length());
            response.body().sendTo(exchange.getResponseBody());
            exchange.getResponseBody().close();
            response.afterwards().run();
        } catch (IOException | JacksonIOException e) {
            log().debug("a caller went away", e);
        }
    }

    private Response respond(HttpExchange exchange) {
        try {
            return route(exchange).answer(new Request(exchange));
        } catch (JacksonIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            return Refusal.of(e, BatchId.NONE).response();
        }
    }

    private Route route(HttpExchange exchange) {
        if (!token.matches(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw new OnecopyException(Fault.UNAUTHORIZED,
                    "the request needs the header 'Authorization: Bearer TOKEN' with the content of the token file");
        }
        String path = exchange.getRequestURI().getPath();
        Route route = routes.get(path);
        if (route == null) {
            throw new OnecopyException(Fault.NOT_FOUND,
                    "unknown path '" + path + "': known are " + String.join(", ", routes.keySet()));
        }
        if (!route.method().equals(exchange.getRequestMethod())) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    path + " takes " + route.method() + ", not " + exchange.getRequestMethod());
        }
        return route;
    }

    /** Takes no more requests; those running end with their batches. */
    @Override
    public void close() {
        server.stop(0);
        clients.close();
        threads.shutdown();
    }

    /** Not a field: setting up the logging takes a good part of a start, and most runs log nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(QueryServer.class);
    }
}
