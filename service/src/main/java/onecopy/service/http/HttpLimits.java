package onecopy.service.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What callers may take of the JDK's server, which reads these as system properties when its classes are initialised and
 * without them sets no limit at all. A connection costs about 30 KiB from its first request on, and no thread.
 */
final class HttpLimits {
    /** Connections beyond these are closed at once, which callers see; 4096 of them take 120 MiB. */
    static final int MAX_CONNECTIONS = 4_096;
    /** Files, pipes and mappings that the coordinator needs beside its connections. */
    private static final int OTHER_FILES = 256;
    /** From the first byte of a request to the last one of its body. */
    private static final int REQUEST_SECONDS = 60;
    /** For an idle connection, and for the first byte on a new one. */
    private static final int IDLE_SECONDS = 30;
    /** A token, a key and what clients say about themselves. */
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int HEADERS = 200;

    private static final Path PROCESS_LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d{1,9})\\s");

    private HttpLimits() {}

    /** Has every server made afterwards observe them. {@return how many connections may be open} */
    static int apply() {
        int connections = connections();
        // Without it answers wait up to 40 ms for an acknowledgement.
        set("sun.net.httpserver.nodelay", true);
        set("jdk.httpserver.maxConnections", connections);
        // As many: a connection closed after its answer could meet the next request of its caller.
        set("sun.net.httpserver.maxIdleConnections", connections);
        set("sun.net.httpserver.idleInterval", IDLE_SECONDS);
        set("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
        set("sun.net.httpserver.maxReqHeaderSize", HEADER_BYTES);
        set("sun.net.httpserver.maxReqHeaders", HEADERS);
        return connections;
    }

    private static void set(String property, Object value) {
        System.setProperty(property, value.toString());
    }

    /** Where the process may not open that many files, the server could not accept, and callers would wait for nothing. */
    private static int connections() {
        try {
            Matcher openFiles = OPEN_FILES.matcher(Files.readString(PROCESS_LIMITS));
            return openFiles.find()
                    ? Math.clamp(Integer.parseInt(openFiles.group(1)) - OTHER_FILES, OTHER_FILES / 4, MAX_CONNECTIONS)
                    : MAX_CONNECTIONS;
        } catch (IOException _) {
            return MAX_CONNECTIONS;
        }
    }
}
