package onecopy.service.bench.overload;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.OnecopyException;
import onecopy.service.bench.truth.WrongAnswerException;
import onecopy.service.run.RunDirectory;

/**
 * Many clients of one service at the same time. Each asks as soon as it has its answer; one that is refused waits as it was
 * told, one that is lost connects again. Every answer is compared with the right one.
 */
final class Crowd {
    private final int port;
    private final String token;

    /** A crowd before the door of the coordinator that runs in a run directory. */
    Crowd(RunDirectory run) {
        try {
            this.port = URI.create(Files.readString(run.endpointFile()).strip()).getPort();
            this.token = Files.readString(run.tokenFile()).strip();
        } catch (IOException e) {
            throw OnecopyException.ofIo("read the address in " + run.path(), e);
        }
    }

    /** {@return what becomes of requests that so many clients make until then, each of them in turn} */
    Future<Tally> rush(ExecutorService threads, int clients, List<Asking> askings, long pauseMs, long endNs) {
        List<Future<Tally>> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int first = i;
            all.add(threads.submit(() -> new Client(askings, pauseMs, endNs).run(first)));
        }
        return threads.submit(() -> {
            Tally sum = new Tally();
            for (Future<Tally> tally : all) {
                sum.add(tally.get());
            }
            return sum;
        });
    }

    /** {@return a virtual thread for each client} */
    static ExecutorService threads() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    /** {@return what a rush came to; throws what one of its clients threw} */
    static Tally result(Future<Tally> rush) throws InterruptedException {
        try {
            return rush.get();
        } catch (ExecutionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof WrongAnswerException wrong) {
                    throw wrong;
                }
            }
            throw new IllegalStateException("a client failed", e);
        }
    }

    /** One of them. For one thread. */
    private final class Client {
        private final List<Asking> askings;
        private final long pauseMs;
        private final long endNs;
        private final Tally tally = new Tally();

        Client(List<Asking> askings, long pauseMs, long endNs) {
            this.askings = askings;
            this.pauseMs = pauseMs;
            this.endNs = endNs;
        }

        Tally run(int first) throws InterruptedException {
            int next = first;
            while (System.nanoTime() - endNs < 0) {
                try (KeptConnection connection = new KeptConnection(port)) {
                    while (System.nanoTime() - endNs < 0) {
                        next++;
                        TimeUnit.MILLISECONDS.sleep(ask(connection, askings.get(next % askings.size())) + pauseMs);
                    }
                } catch (IOException e) {
                    tally.lost(e.toString());
                }
            }
            return tally;
        }

        /** {@return for how many milliseconds the client was asked to stay away} */
        private long ask(KeptConnection connection, Asking asking) throws IOException {
            long startNs = System.nanoTime();
            Reply reply = connection.ask(asking.bytes(token));
            long tookNs = System.nanoTime() - startNs;
            if (reply.isBusy()) {
                tally.refused(tookNs);
                return reply.hintMs();
            }
            if (!reply.isAnswer()) {
                tally.lost(reply.toString());
                return 0;
            }
            if (!reply.body().endsWith(asking.ending())) {
                throw new WrongAnswerException(
                        "wrong answer to " + asking.body() + ": " + reply.body() + " instead of " + asking.ending());
            }
            tally.answered(tookNs);
            return 0;
        }
    }
}
