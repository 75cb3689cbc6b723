package onecopy.service.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.FunctionRegistry;
import onecopy.data.store.Store;
import onecopy.service.admission.GateLimits;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.coordinator.CoordinatorSettings;
import onecopy.service.http.QueryServer;
import onecopy.service.log.PatientErrors;
import onecopy.service.run.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A coordinator as a process: starts it and its HTTP server, says so, and ends both upon a request or a signal. */
final class ServiceProcess {
    /** Enough for a JVM on a crowded machine. */
    private static final Duration WORKER_START_TIME = Duration.ofSeconds(20);

    private final CoordinatorOptions options;
    private final PrintWriter out;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private Coordinator coordinator;
    private QueryServer server;
    private boolean closed;

    ServiceProcess(CoordinatorOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /** {@return exit code 0 once the service has been stopped and nothing of it is left} */
    int run(CoordinatorSettings settings) {
        options.log().format().choose();
        Store store = options.store().store();
        Rehearsal.begin(store);
        RunDirectory run = options.run().runDirectory();
        FunctionRegistry functions = FunctionRegistry.of(settings.plugins().toArray(new java.nio.file.Path[0]));
        PatientErrors errors = PatientErrors.install();
        Thread hook = new Thread(() -> end(errors), "shutdown");
        try {
            // Before there is anything to close: a signal in the midst of the start waits for it and leaves nothing.
            addHook(hook);
            start(settings, run, store, functions);
            awaitWorkers(settings.workers());
            StartScreen.print(coordinator.status(), server.address(), store, run, out);
            out.flush();
            stopRequested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(errors);
        }
        log().debug("stopped");
        return 0;
    }

    private void end(PatientErrors errors) {
        try (errors) {
            close();
        }
    }

    private synchronized void start(CoordinatorSettings settings, RunDirectory run, Store store,
            FunctionRegistry functions) {
        if (closed) {
            throw ended();
        }
        GateLimits limits = options.limits();
        coordinator = Coordinator.start(settings, run, store, functions);
        server = QueryServer.start(coordinator, limits, run, settings.port(), options.log().journal(),
                stopRequested::countDown);
    }

    private static void addHook(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException _) {
            throw ended();
        }
    }

    private static OnecopyException ended() {
        return new OnecopyException(Fault.CANCELLED, "the service was told to end before it had started");
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void awaitWorkers(int workers) {
        boolean there = coordinator.awaitWorkers(workers, WORKER_START_TIME);
        if (isClosed()) {
            throw ended();
        }
        if (!there) {
            int attached = coordinator.status().workers().size();
            long died = coordinator.figures(0).workerDeaths();
            String seconds = WORKER_START_TIME.toSeconds() + " s";
            if (attached == 0 && died == 0) {
                throw new OnecopyException(Fault.UNAVAILABLE,
                        "0 of " + workers + " workers started within " + seconds + "; the messages above say why");
            }
            log().warn("{} of {} workers are there after {}, and {} died", attached, workers, seconds, died);
        }
    }

    private synchronized void close() {
        closed = true;
        // The server is closed first, and before it the batches end: who waits for an answer gets one.
        try (Coordinator _ = coordinator; QueryServer _ = server) {
            if (coordinator != null) {
                coordinator.stopBatches();
            }
        }
    }

    /** Not a field: setting up the logging takes a good part of a start, and most runs log nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(ServiceProcess.class);
    }
}
