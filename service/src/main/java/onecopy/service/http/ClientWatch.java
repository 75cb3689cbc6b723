package onecopy.service.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices callers that hang up while their batch is computed. The JDK's server does not look at a connection between
 * request and response, so this asks the kernel: a connection whose other end is closed has left the state ESTABLISHED in
 * {@code /proc/net/tcp}. Where there is no such file nobody is ever said to have hung up. Thread-safe; costs nothing
 * while no batch runs.
 */
final class ClientWatch implements AutoCloseable {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String ESTABLISHED = "01";
    private static final long PERIOD_MS = 100;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("client-watch").factory());
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lookAhead = new AtomicBoolean();

    /** Watching one caller, until closed. */
    interface Watching extends AutoCloseable {
        @Override
        void close();
    }

    /** A caller; each is another one, even on the same connection. */
    private static final class Watched {
        private final int serverPort;
        private final int clientPort;
        private final Runnable hungUp;

        Watched(int serverPort, int clientPort, Runnable hungUp) {
            this.serverPort = serverPort;
            this.clientPort = clientPort;
            this.hungUp = hungUp;
        }
    }

    /**
     * Looks after a connection from now on. Most batches are answered before anybody looks, and cost an entry in a set.
     *
     * @param hungUp is run, once or more, after the caller has gone
     */
    Watching watch(int serverPort, int clientPort, Runnable hungUp) {
        Watched caller = new Watched(serverPort, clientPort, hungUp);
        watched.add(caller);
        lookLater();
        return () -> watched.remove(caller);
    }

    private void lookLater() {
        if (lookAhead.compareAndSet(false, true)) {
            ScheduledFuture<?> _ = timer.schedule(this::look, PERIOD_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        lookAhead.set(false);
        for (Watched caller : watched) {
            if (isGone(caller.serverPort, caller.clientPort)) {
                caller.hungUp.run();
            }
        }
        if (!watched.isEmpty()) {
            lookLater();
        }
    }

    private static boolean isGone(int serverPort, int clientPort) {
        boolean looked = false;
        for (Path table : TABLES) {
            try {
                for (String line : Files.readAllLines(table)) {
                    if (isConnection(line, serverPort, clientPort)) {
                        return !stateOf(line).equals(ESTABLISHED);
                    }
                }
                looked = true;
            } catch (IOException _) {
                // Without this table the other one decides.
            }
        }
        return looked;
    }

    /** A line reads {@code sl local:port remote:port state ...}, addresses and ports in hexadecimal. */
    private static boolean isConnection(String line, int serverPort, int clientPort) {
        String[] fields = line.strip().split("\\s+", 5);
        return fields.length == 5 && fields[1].endsWith(portSuffix(serverPort))
                && fields[2].endsWith(portSuffix(clientPort));
    }

    private static String stateOf(String line) {
        return line.strip().split("\\s+", 5)[3];
    }

    private static String portSuffix(int port) {
        return String.format(Locale.ROOT, ":%04X", port);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
