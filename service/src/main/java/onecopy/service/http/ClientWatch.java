package onecopy.service.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import onecopy.service.repeat.Caller;

/**
 * Notices callers that hang up while their batch is computed. The JDK's server does not look at a connection between
 * request and response, so this asks the kernel: a connection whose other end is closed has left the state ESTABLISHED in
 * {@code /proc/net/tcp}, and no process holds that end's socket any more; one that was only half closed, after the request,
 * is still held by who waits for the response. Where there is no such file nobody is ever said to have hung up. Thread-safe;
 * costs nothing while no batch runs.
 */
final class ClientWatch implements AutoCloseable {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String ESTABLISHED = "01 ";
    private static final String FIN_WAIT_1 = "04 ";
    private static final String FIN_WAIT_2 = "05 ";
    private static final int INODE_FIELD = 9;
    private static final String NOBODY = "0";
    private static final int PORT_DIGITS = 4;
    private static final long PERIOD_MS = 100;
    /** With thousands of connections the table is long: looking takes at most this part of a core. */
    private static final int PERIODS_PER_LOOK = 20;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("client-watch").factory());
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lookAhead = new AtomicBoolean();

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
    Caller.Watching watch(int serverPort, int clientPort, Runnable hungUp) {
        Watched caller = new Watched(serverPort, clientPort, hungUp);
        watched.add(caller);
        lookLater(PERIOD_MS);
        return () -> watched.remove(caller);
    }

    private void lookLater(long pauseMs) {
        if (lookAhead.compareAndSet(false, true)) {
            ScheduledFuture<?> _ = timer.schedule(this::look, pauseMs, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        lookAhead.set(false);
        long startNs = System.nanoTime();
        // Callers that come while the tables are read may not be in them yet.
        List<Watched> callers = List.copyOf(watched);
        Optional<Set<Long>> present = present();
        for (Watched caller : callers) {
            if (present.isPresent() && !present.get().contains(pair(caller.serverPort, caller.clientPort))) {
                caller.hungUp.run();
            }
        }
        if (!watched.isEmpty()) {
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            lookLater(Math.max(PERIOD_MS, PERIODS_PER_LOOK * tookMs));
        }
    }

    /** {@return the ports of all connections whose caller is there; empty where no table can be read} */
    private static Optional<Set<Long>> present() {
        Set<Long> pairs = new HashSet<>();
        boolean looked = false;
        for (Path table : TABLES) {
            try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
                lines.readLine();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    addPresent(line, pairs);
                }
                looked = true;
            } catch (IOException _) {
                // Without this table the other one decides.
            }
        }
        return looked ? Optional.of(pairs) : Optional.empty();
    }

    /**
     * A line reads {@code sl local:port remote:port state ...}, addresses and ports in hexadecimal. On the loopback interface
     * each end of a connection has one.
     */
    private static void addPresent(String line, Set<Long> pairs) {
        int local = line.indexOf(':', line.indexOf(':') + 1);
        int remote = line.indexOf(':', local + 1);
        int state = remote + PORT_DIGITS + 2;
        if (local < 0 || remote < 0) {
            return;
        }
        if (line.startsWith(ESTABLISHED, state)) {
            pairs.add(pair(port(line, local), port(line, remote)));
            pairs.add(pair(port(line, remote), port(line, local)));
        } else if ((line.startsWith(FIN_WAIT_1, state) || line.startsWith(FIN_WAIT_2, state)) && isHeld(line)) {
            pairs.add(pair(port(line, remote), port(line, local)));
        }
    }

    private static boolean isHeld(String line) {
        String[] fields = line.strip().split(" +", INODE_FIELD + 2);
        return fields.length > INODE_FIELD && !fields[INODE_FIELD].equals(NOBODY);
    }

    private static int port(String line, int colon) {
        return Integer.parseInt(line, colon + 1, colon + 1 + PORT_DIGITS, 16);
    }

    private static long pair(int serverPort, int clientPort) {
        return (long) serverPort << Integer.SIZE | clientPort;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
