package onecopy.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import onecopy.service.coordinator.TestFleet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP side of a real service, byte by byte. */
class QueryServerTest {
    private static final long SEED = 4_711;

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static int port;
    private static String token;

    @BeforeAll
    static void serve() throws IOException {
        fleet = new TestFleet(folder);
        fleet.load("worked", 4, 7, 6, 8, 11, 9);
        fleet.load("heavy", new Random(SEED).longs(400_000, Long.MAX_VALUE / 2, Long.MAX_VALUE).toArray());
        fleet.startService("serve", "--workers", "1");
        port = URI.create(Files.readString(fleet.run().endpointFile()).strip()).getPort();
        token = Files.readString(fleet.run().tokenFile()).strip();
    }

    @AfterAll
    static void kill() {
        if (fleet != null) {
            fleet.close();
        }
    }

    private static String exchange(String method, String path, String authorization, String body) throws IOException {
        return exchange(port, method, path, authorization, body);
    }

    private static String exchange(int port, String method, String path, String authorization, String body)
            throws IOException {
        try (Socket socket = send(port, method, path, authorization, body); InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket send(String method, String path, String authorization, String body) throws IOException {
        return send(port, method, path, authorization, body);
    }

    private static Socket send(int port, String method, String path, String authorization, String body)
            throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        out.write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + authorization
                + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
        out.flush();
        return socket;
    }

    private static String authorization() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private static void assertRefused(int status, String code, String part, String response) {
        assertThat(response).startsWith("HTTP/1.1 " + status + " ").contains("application/json")
                .contains("{\"error\":{\"code\":\"" + code + "\",\"message\":\"").contains(part);
    }

    @Test
    void shouldAnswerAPlainRequest() throws IOException {
        String response = exchange("POST", "/v1/query", authorization(),
                "{\"dataset\": \"worked\", \"queries\": [{\"at_most\": 7}], \"aggregates\": [\"divisors\"]}");
        assertThat(response).startsWith("HTTP/1.1 200 ").contains("Content-type: application/json")
                .endsWith("\"answers\":[{\"from\":null,\"to\":7,\"divisors\":9}]}");
    }

    @Test
    void shouldTakeTheSchemeOfTheTokenInAnyCaseAndAnyDistance() throws IOException {
        for (String header : List.of("authorization: bEARER " + token, "Authorization: Bearer   " + token)) {
            assertThat(exchange("GET", "/v1/ready", header + "\r\n", "")).startsWith("HTTP/1.1 200 ")
                    .contains("workers");
        }
    }

    @Test
    void shouldRefuseWhoeverHasNoToken() throws IOException {
        assertRefused(401, "unauthorized", "Bearer", exchange("GET", "/v1/status", "", ""));
        assertRefused(401, "unauthorized", "Bearer",
                exchange("GET", "/v1/status", "Authorization: Bearer " + token.replace('a', 'b') + "x\r\n", ""));
        assertRefused(401, "unauthorized", "Bearer",
                exchange("GET", "/v1/status", "Authorization: " + token + "\r\n", ""));
    }

    @Test
    void shouldTellHealthCheckersOneWordAndWhoeverHasTheTokenEverything() throws IOException {
        assertThat(exchange("GET", "/v1/health", "", "")).startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n{\"status\":\"ok\"}");
        assertThat(exchange("GET", "/v1/ready", "", "")).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"ready\"}");
        assertThat(exchange("GET", "/v1/health", authorization(), "")).startsWith("HTTP/1.1 200 ")
                .endsWith("{\"status\":\"ok\",\"workers\":{\"wanted\":1,\"present\":1},\"quarantine\":[]}");
        assertRefused(401, "unauthorized", "Bearer",
                exchange("GET", "/v1/health", "Authorization: Bearer wrong\r\n", ""));
        assertRefused(401, "unauthorized", "Bearer", exchange("GET", "/v1/stop", "", ""));
    }

    @Test
    void shouldNotBeReadyWithoutWorkers() throws IOException {
        try (TestFleet lonely = new TestFleet(Files.createDirectory(folder.resolve("lonely")))) {
            lonely.startService("coordinator");
            URI address = URI.create(Files.readString(lonely.run().endpointFile()).strip());
            String secret = Files.readString(lonely.run().tokenFile()).strip();
            assertThat(exchange(address.getPort(), "GET", "/v1/ready", "", "")).startsWith("HTTP/1.1 503 ")
                    .endsWith("{\"status\":\"not_ready\"}");
            assertThat(exchange(address.getPort(), "GET", "/v1/ready", "Authorization: Bearer " + secret + "\r\n", ""))
                    .startsWith("HTTP/1.1 503 ").contains("\"reason\":\"no worker is attached\"");
            assertThat(exchange(address.getPort(), "GET", "/v1/health", "", "")).startsWith("HTTP/1.1 200 ")
                    .endsWith("{\"status\":\"degraded\"}");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAMachineReadableCode() throws IOException {
        assertRefused(404, "not_found", "/v1/query", exchange("GET", "/v2/query", authorization(), ""));
        assertRefused(400, "invalid_argument", "takes POST", exchange("GET", "/v1/query", authorization(), ""));
        assertRefused(400, "invalid_argument", "not valid JSON",
                exchange("POST", "/v1/query", authorization(), "{\"dataset\""));
        assertRefused(400, "invalid_argument", "explain=true",
                exchange("POST", "/v1/query?verbose", authorization(), "{\"dataset\": \"worked\", \"queries\": []}"));
        assertRefused(404, "not_found", "nix",
                exchange("POST", "/v1/query", authorization(), "{\"dataset\": \"nix\", \"queries\": []}"));
    }

    @Test
    void shouldKeepTheTokenToItsOwner() throws IOException {
        for (Path file : new Path[]{fleet.run().tokenFile(), fleet.run().endpointFile()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        }
    }

    @Test
    void shouldCancelTheBatchOfACallerWhoHangsUp() throws IOException {
        long answered = fleet.client().status().answeredBatches();
        Socket socket = send("POST", "/v1/query", authorization(), "{\"dataset\": \"heavy\", "
                + "\"queries\": [{\"at_least\": 0, \"aggregates\": [\"divisors\"]}]}");
        TestFleet.await("the batch runs", () -> fleet.client().status().runningBatches() == 1);
        socket.close();
        TestFleet.await("the batch is cancelled", () -> fleet.client().status().runningBatches() == 0);
        assertThat(fleet.client().status().answeredBatches()).isEqualTo(answered);
    }
}
