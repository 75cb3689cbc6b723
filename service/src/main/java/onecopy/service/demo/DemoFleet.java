package onecopy.service.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.client.OnecopyClient;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;

/** The demo's service: started with some workers, joined by others, asked and stopped as users do it. */
final class DemoFleet {
    private static final String SERVICE = "onecopy.service.cli.ServiceMain";
    private static final String WORKER = "onecopy.service.worker.WorkerMain";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_NS = 20_000_000;

    private final Workspace workspace;
    private final Process server;

    private DemoFleet(Workspace workspace, Process server) {
        this.workspace = workspace;
        this.server = server;
    }

    /** {@return a service that is ready} */
    static DemoFleet serve(Workspace workspace, int workers) {
        List<String> arguments = new ArrayList<>(List.of("serve", "--workers", Integer.toString(workers)));
        arguments.addAll(List.of("--store", workspace.store().root().toString()));
        arguments.addAll(List.of("--run", workspace.run().path().toString()));
        DemoFleet fleet = new DemoFleet(workspace, workspace.children().start("coordinator", SERVICE, arguments));
        fleet.awaitWorkers(workers);
        return fleet;
    }

    /** Starts workers by hand, beside those the service started. */
    void join(int more, int expected) {
        for (int i = 0; i < more; i++) {
            workspace.children().start("worker", WORKER, List.of("--run", workspace.run().path().toString()));
        }
        awaitWorkers(expected);
    }

    private void awaitWorkers(int count) {
        long deadlineNs = System.nanoTime() + START_TIMEOUT.toNanos();
        while (attachedWorkers() < count) {
            workspace.children().requireAlive(server, "serve");
            if (System.nanoTime() - deadlineNs > 0) {
                throw new OnecopyException(Fault.TIMEOUT,
                        count + " workers did not start within " + START_TIMEOUT.toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private int attachedWorkers() {
        try {
            return client().status().workers().size();
        } catch (OnecopyException e) {
            if (e.fault() == Fault.UNAVAILABLE) {
                return 0;
            }
            throw e;
        }
    }

    private OnecopyClient client() {
        return OnecopyClient.connect(workspace.run());
    }

    /** {@return the answers to a batch, over the same socket as everybody's} */
    BatchAnswer ask(Batch batch) {
        return client().query(batch);
    }

    /** {@return the fastest of several answers to a batch: warm, and undisturbed where that is possible} */
    BatchAnswer askRepeatedly(Batch batch, int times) {
        BatchAnswer fastest = ask(batch);
        for (int i = 1; i < times; i++) {
            BatchAnswer answer = ask(batch);
            fastest = answer.elapsed().compareTo(fastest.elapsed()) < 0 ? answer : fastest;
        }
        return fastest;
    }

    /** Stops the service and waits for its end. */
    void stop() throws InterruptedException {
        client().stop();
        server.waitFor();
    }
}
