package onecopy.service.bench.place;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecopy.data.command.Installation;
import onecopy.data.store.Store;
import onecopy.service.client.OnecopyClient;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import onecopy.service.run.RunDirectory;
import onecopy.service.wire.ExplainedAnswer;

/** A fleet as users have it: {@code onecopy serve} as a process, its workers, and a client. */
public final class ServedFleet implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final String READY = "onecopy is ready";

    private final Child serve;
    private final RunDirectory run;
    private final long readyNs;
    private final OnecopyClient client;

    private ServedFleet(Child serve, RunDirectory run, long readyNs) {
        this.serve = serve;
        this.run = run;
        this.readyNs = readyNs;
        this.client = OnecopyClient.connect(run);
    }

    /**
     * {@return a fleet whose workers are all there}
     *
     * @param options further options of {@code serve}
     */
    public static ServedFleet start(Workplace place, Store store, int workers, String... options) {
        RunDirectory run = place.newRunDirectory();
        List<String> arguments = new ArrayList<>(List.of("serve", "--workers", Integer.toString(workers), "--store",
                store.root().toString(), "--run", run.path().toString()));
        arguments.addAll(List.of(options));
        List<String> command = Commands.of(Installation.require(), arguments);
        long startNs = System.nanoTime();
        Child serve = place.start("serve", command);
        serve.hearUntil(READY);
        return new ServedFleet(serve, run, System.nanoTime() - startNs);
    }

    /** {@return time from the start of the process to its word that every worker is there} */
    public long readyNs() {
        return readyNs;
    }

    /** {@return where it meets} */
    public RunDirectory run() {
        return run;
    }

    /** {@return processes of the workers, in the order of their slots} */
    public List<Long> workerPids() {
        return client.status().workers();
    }

    /** {@return the answers of a batch} */
    public BatchAnswer ask(String dataset, List<? extends Query> queries, PlanKind plan) {
        return client.query(new Batch(dataset, List.copyOf(queries), plan, TIMEOUT));
    }

    /** {@return the answers of a batch, and how they were computed} */
    public ExplainedAnswer explain(String dataset, List<? extends Query> queries, PlanKind plan) {
        return client.explain(new Batch(dataset, List.copyOf(queries), plan, TIMEOUT));
    }

    @Override
    public void close() {
        serve.close();
    }
}
