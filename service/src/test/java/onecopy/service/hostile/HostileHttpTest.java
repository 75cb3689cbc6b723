package onecopy.service.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import onecopy.service.coordinator.TestFleet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw bytes to a real service, which answers or hangs up, and goes on answering others. */
class HostileHttpTest {
    private static final long SEED = 22_11_2026;
    private static final int PATIENCE_MS = 2_000;
    private static final String BODY = "{\"dataset\": \"numbers\", \"queries\": [{\"at_most\": 2}]}";
    private static final List<String> HEADERS = List.of("Content-Length: 5\r\n", "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n", "Content-Length: 0x10\r\n", "Content-Length: 1, 2\r\n",
            "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked, identity\r\n",
            "Transfer-Encoding:\u000bchunked\r\n",
            " folded\r\n", "Host:\r\n", "Authorization: Bearer\r\n", "Authorization: bearer x\r\n",
            "Expect: 100-continue\r\n",
            "X: " + "y".repeat(20_000) + "\r\n", "\0\0\0\r\n", "Connection: Upgrade\r\nUpgrade: h2c\r\n", "\n\n",
            "\r\r\n",
            "Range: bytes=0-\r\n", "Content-Encoding: gzip\r\n");

    @TempDir
    private static Path folder;

    private static TestFleet fleet;
    private static int port;
    private static String token;

    @BeforeAll
    static void serve() throws IOException {
        fleet = new TestFleet(folder);
        fleet.load("numbers", 1, 2, 3);
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

    @Test
    void shouldGoOnAnsweringWhateverOthersSend() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < Mutations.rounds(300); round++) {
            String answer = exchange(request(random), true);
            assertThat(answer).as("seed %d, round %d", SEED, round).doesNotContain("\tat ")
                    .matches("(?s)|HTTP/1\\.[01] [1-5]\\d\\d .*");
            if (round % 50 == 0) {
                assertServes(round);
            }
        }
        assertServes(-1);
    }

    @Test
    void shouldTakeNoRequestForTheBodyOfAnother() throws IOException {
        String smuggled = "GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n";
        for (String trick : List.of("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "Content-Length: 4\r\nContent-Length: 60\r\n",
                "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")) {
            String answer = exchange(
                    ("POST /v1/query HTTP/1.1\r\nHost: x\r\n" + authorization() + trick + "\r\n0\r\n\r\n"
                            + smuggled).getBytes(StandardCharsets.UTF_8));
            assertThat(answer).as(trick).doesNotContain("\"workers\"", "200 OK");
        }
    }

    @Test
    void shouldSayThatABodyIsNotAsItSays() throws IOException {
        for (String body : List.of("Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}XX\r\n")) {
            String answer = exchange(("POST /v1/query HTTP/1.1\r\nHost: x\r\n" + authorization() + body)
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(answer).as(body).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid_argument\"");
        }
    }

    @Test
    void shouldAnswerHeadWithoutABody() throws IOException {
        String answer = exchange("HEAD /v1/query HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*\r\n\r\n");
    }

    @Test
    void shouldTakeNoTokenButItsOwn() throws IOException {
        String own = "Bearer " + token;
        for (String header : List.of("", own.substring(0, own.length() - 1), own + "0", "Bearer" + token,
                "Basic " + token, token, "Bearer\u00a0" + token, "Bearer " + token.toUpperCase(Locale.ROOT) + "x",
                "Bearer " + token.replace(token.charAt(0), 'z'), "Bearer \u00e9", "x".repeat(10_000))) {
            String answer = exchange(
                    ("GET /v1/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + header
                            + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(answer).as(header).startsWith("HTTP/1.1 401 ");
        }
        String none = exchange("GET /v1/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        assertThat(none).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void shouldAnswerShortlyWhateverTheLengthOfARequest() throws IOException {
        String name = "\\u0001".repeat(1_000_000);
        for (String body : List.of(BODY.replace("numbers", name), "{\"aggregates\": [\"" + name + "\"]}",
                "{\"" + name + "\": 1}")) {
            String answer = exchange(("POST /v1/query HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + authorization()
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("invalid_argument").hasSizeLessThan(1_000);
        }
    }

    @Test
    void shouldRefuseNamesThatArePaths() throws IOException {
        for (String name : List.of("", ".", "..", "../numbers", "/etc/passwd", "numbers/../numbers", "num\\u0000bers",
                "numbers@../1", "numbers\\n", "x".repeat(101), "%2e%2e%2fnumbers", ".locks")) {
            String body = BODY.replace("numbers", name);
            String answer = exchange(("POST /v1/query HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + authorization()
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
            assertThat(answer).as(name).startsWith("HTTP/1.1 400 ").contains("invalid_argument");
        }
        for (String name : List.of("../numbers", "/etc/passwd", "")) {
            TestFleet.Outcome outcome = fleet.run("query", name, "--at-most", "1");
            assertThat(outcome.exitCode()).as(name).isEqualTo(2);
            assertThat(outcome.err()).contains("cannot name a dataset").doesNotContain("\tat ");
        }
    }

    @Test
    void shouldListenOnTheLoopbackInterfaceOnly() throws IOException {
        assertThat(URI.create(Files.readString(fleet.run().endpointFile()).strip()).getHost()).isEqualTo("127.0.0.1");
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().filter(Inet4Address.class::isInstance).toList()) {
                assertThat(canConnect(address)).as(address.toString())
                        .isEqualTo(address.equals(InetAddress.getLoopbackAddress()));
            }
        }
    }

    private static boolean canConnect(InetAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static byte[] request(Random random) {
        StringBuilder text = new StringBuilder("POST /v1/query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        text.append(random.nextInt(4) == 0 ? "" : authorization());
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(HEADERS.get(random.nextInt(HEADERS.size())));
        }
        text.append("Content-Length: ").append(BODY.length()).append("\r\n\r\n").append(BODY);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(5) == 0 ? bytes : Mutations.of(bytes, random);
    }

    private static void assertServes(int round) throws IOException {
        String answer = exchange(
                ("POST /v1/query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + authorization()
                        + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY).getBytes(StandardCharsets.UTF_8));
        assertThat(answer).as("round %d", round).startsWith("HTTP/1.1 200 ").contains("\"count\"");
    }

    private static String authorization() {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /** {@return what came back; nothing where the service hung up, or waits for the rest of a request} */
    private static String exchange(byte[] request) throws IOException {
        return exchange(request, false);
    }

    /** @param hangUp whether to close one's own half, which to the service is a caller that has gone */
    private static String exchange(byte[] request, boolean hangUp) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            if (hangUp) {
                socket.shutdownOutput();
            }
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.write(next);
            }
        } catch (SocketTimeoutException e) {
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException _) {
            return answer.toString(StandardCharsets.UTF_8);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
