package onecopy.service.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import onecopy.service.run.RunDirectory;

/** A caller with a socket of its own, who may send what it likes as slowly as it likes. For one thread. */
final class RawCaller implements Closeable {
    private final String token;
    private final Socket socket;
    private final InputStream in;

    /**
     * A response.
     *
     * @param head status line and headers
     * @param body the rest
     */
    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
        }

        boolean isBusy() {
            return status() == 503 && body.contains("\"code\":\"busy\"");
        }
    }

    RawCaller(RunDirectory run) throws IOException {
        this.token = Files.readString(run.tokenFile()).strip();
        this.socket = new Socket(InetAddress.getLoopbackAddress(),
                URI.create(Files.readString(run.endpointFile()).strip()).getPort());
        this.socket.setSoTimeout(60_000);
        this.in = socket.getInputStream();
    }

    RawCaller send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sends the header of a request, with further header lines. */
    RawCaller begin(String method, String path, long bodyBytes, String... lines) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + token + "\r\nContent-Length: " + bodyBytes + "\r\n");
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        return send(head.append("\r\n").toString());
    }

    RawCaller ask(String batch, String... lines) throws IOException {
        return begin("POST", "/v1/query", batch.length(), lines).send(batch);
    }

    /** Closes its half of the connection, and goes on listening. */
    RawCaller endSending() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    RawCaller status() throws IOException {
        return begin("GET", "/v1/status", 0);
    }

    /** {@return the next response, which says how long it is} */
    Answer receive() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + head);
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        String lower = text.toLowerCase(Locale.ROOT);
        int from = lower.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(lower.substring(from, lower.indexOf('\r', from)));
        return new Answer(text, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** {@return whether the other end closes the connection without a word} */
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
