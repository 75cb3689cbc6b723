package onecopy.service.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedExchangeTest {
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration PLENTY = Duration.ofSeconds(50);

    @Test
    void shouldReturnWhatTheExchangeReturnsAndFailAsItFails() throws IOException {
        assertThat(TimedExchange.within(PLENTY, () -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> TimedExchange.within(PLENTY, () -> {
            throw new IOException("gone");
        })).isExactlyInstanceOf(IOException.class).hasMessage("gone");
        assertThatThrownBy(() -> TimedExchange.within(PLENTY, () -> {
            throw new OnecopyException(Fault.BUSY, "full");
        })).isExactlyInstanceOf(OnecopyException.class).hasMessage("full");
    }

    @Test
    void shouldEndInTheMidstOfAnAnswerAndLetGoOfItsConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CountDownLatch left = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> answerHalf(server, left));
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            long startNs = System.nanoTime();

            assertThatThrownBy(() -> TimedExchange.within(LIMIT, () -> readAll(address)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(System.nanoTime() - startNs).isBetween(LIMIT.toNanos(), TimeUnit.SECONDS.toNanos(10));
            assertThat(left.await(30, TimeUnit.SECONDS)).as("the connection was closed").isTrue();
        }
    }

    @Test
    void shouldEndWhereItsCallerIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> TimedExchange.within(PLENTY, () -> {
            try {
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        })).isInstanceOfSatisfying(OnecopyException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
    }

    /** As a coordinator does that is halted while it answers. */
    private static void answerHalf(ServerSocket server, CountDownLatch left) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"answers\": ["
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // A reset is an end too.
        }
        left.countDown();
    }

    private static int readAll(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        connection.setReadTimeout((int) PLENTY.toMillis());
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes().length;
        }
    }
}
