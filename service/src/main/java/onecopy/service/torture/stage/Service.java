package onecopy.service.torture.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.client.OnecopyClient;

/** {@code onecopy serve} on a stage: started, ended and started again with the same command. Thread-safe. */
public final class Service {
    private static final String READY = "onecopy is ready";
    private static final long START_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long END_NS = TimeUnit.SECONDS.toNanos(15);

    private final Stage stage;
    private final int workers;
    private final Path plugins;
    private final boolean brief;
    private Program program;

    /**
     * A service that does not run yet.
     *
     * @param brief as {@link Stage#startService} takes it
     */
    public Service(Stage stage, int workers, Path plugins, boolean brief) {
        this.stage = stage;
        this.workers = workers;
        this.plugins = plugins;
        this.brief = brief;
    }

    /**
     * Starts it.
     *
     * @throws OnecopyException with {@link Fault#TIMEOUT} and what it said where it does not get ready
     */
    public synchronized void start() {
        program = stage.startService(workers, plugins, brief);
        if (!program.awaitWord(READY, START_NS)) {
            String what = program.isAlive() ? "is not ready after 30 s" : "ended with exit code " + program.exitCode();
            throw new OnecopyException(Fault.TIMEOUT, "a service " + what + ": " + program.errors());
        }
    }

    /**
     * Ends the coordinator by a signal and starts it again.
     *
     * @throws OnecopyException with {@link Fault#TIMEOUT} where it does not end or does not get ready
     */
    public synchronized void restartAfter(Signal signal) throws InterruptedException {
        boolean _ = signal.send(program.pid());
        awaitEnd();
        start();
    }

    /** Ends it as a user does. */
    public synchronized void stop(boolean bySignal) throws InterruptedException {
        if (bySignal) {
            boolean _ = Signal.TERM.send(program.pid());
        } else {
            OnecopyClient.connect(stage.run()).stop();
        }
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        if (!program.awaitEnd(END_NS)) {
            throw new OnecopyException(Fault.TIMEOUT, "the coordinator does not end within 15 s: " + program.errors());
        }
    }

    /** {@return the process of the coordinator} */
    public synchronized long coordinatorPid() {
        return program.pid();
    }

    /** {@return the processes of its workers that run now} */
    public synchronized List<Long> workerPids() {
        return program.children();
    }
}
