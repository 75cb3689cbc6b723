package onecopy.service.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.run.OwnFiles;
import onecopy.service.run.RunDirectory;
import onecopy.service.wire.AnswerJson;
import onecopy.service.wire.BatchJson;
import onecopy.service.wire.ErrorJson;
import onecopy.service.wire.ExplainedAnswer;
import onecopy.service.wire.ServiceStatus;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Asks the coordinator of a run directory. Errors of the coordinator are thrown as they were there: the same fault, the
 * same sentence. Holds no connection open; thread-safe.
 */
public final class OnecopyClient {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    /** The coordinator answers by the deadline; a little later it must be gone. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final RunDirectory run;
    private final URI address;
    private final String token;

    private OnecopyClient(RunDirectory run, URI address, String token) {
        this.run = run;
        this.address = address;
        this.token = token;
    }

    /**
     * {@return a client of the coordinator that left its address in a run directory}
     *
     * @throws OnecopyException with {@link Fault#UNAVAILABLE} and the remedy where none did
     */
    public static OnecopyClient connect(RunDirectory run) {
        return new OnecopyClient(run, URI.create(read(run, run.endpointFile())), read(run, run.tokenFile()));
    }

    private static String read(RunDirectory run, Path file) {
        try {
            run.requirePrivate();
            return Files.readString(OwnFiles.require(file)).strip();
        } catch (NoSuchFileException e) {
            throw nobody(run, e);
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    private static OnecopyException nobody(RunDirectory run, IOException cause) {
        return new OnecopyException(Fault.UNAVAILABLE,
                "no coordinator runs in " + run.path() + "; start one with 'onecopy serve'", cause);
    }

    /** {@return the answers to a batch; blocks until they are there} */
    public BatchAnswer query(Batch batch) {
        return post("/v1/query", batch).answer();
    }

    /** {@return the answers to a batch and how it was laid out; blocks until they are there} */
    public ExplainedAnswer explain(Batch batch) {
        return post("/v1/query?explain=true", batch);
    }

    /** {@return who is there and what runs} */
    public ServiceStatus status() {
        return status(GRACE);
    }

    /**
     * {@return who is there and what runs}
     *
     * @param patience how long to wait for it
     */
    public ServiceStatus status(Duration patience) {
        return exchange("GET", "/v1/status", null, patience, ServiceStatus::read);
    }

    /** Ends the service. {@return its last status: whose end to wait for} */
    public ServiceStatus stop() {
        return exchange("POST", "/v1/stop", new byte[0], GRACE, ServiceStatus::read);
    }

    private ExplainedAnswer post(String path, Batch batch) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(512);
        BatchJson.write(batch, body);
        return exchange("POST", path, body.toByteArray(), batch.timeout().plus(GRACE),
                in -> AnswerJson.read(in, batch));
    }

    private <T> T exchange(String method, String path, byte[] body, Duration patience,
            Function<InputStream, T> reader) {
        try {
            HttpURLConnection connection = open(method, path, body, patience);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
                throw new OnecopyException(Fault.UNAUTHORIZED, "the coordinator at " + address
                        + " does not take the token in " + run.tokenFile()
                        + ": another coordinator has taken that address");
            }
            if (status != HttpURLConnection.HTTP_OK) {
                throw failureOf(connection, status);
            }
            try (InputStream in = connection.getInputStream()) {
                return reader.apply(in);
            }
        } catch (ConnectException e) {
            throw nobody(run, e);
        } catch (SocketTimeoutException e) {
            throw new OnecopyException(Fault.TIMEOUT, "the coordinator at " + address + " does not answer", e);
        } catch (IOException | JacksonIOException e) {
            throw new OnecopyException(Fault.UNAVAILABLE, "the coordinator at " + address
                    + " went away before it answered", e);
        }
    }

    private HttpURLConnection open(String method, String path, byte[] body, Duration patience) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.resolve(path).toURL()
                .openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setReadTimeout((int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
        if (body != null) {
            // Not in streaming mode: it would wait a millisecond before each request to see whether the connection lives.
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
        }
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
