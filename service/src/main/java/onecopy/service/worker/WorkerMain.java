package onecopy.service.worker;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.fault.Thrown;

/**
 * The worker process. Starts without a command line or JSON library: a supervisor waits for it. Ends with a code of
 * {@link WorkerExit} or, after one sentence on standard error, of {@link onecopy.data.fault.Fault}.
 */
public final class WorkerMain {
    /** How long a signalled worker may take to hand its chunk back; a slice takes a hundredth of it. */
    private static final long LEAVE_TIMEOUT_MS = 1_000;

    private WorkerMain() {}

    /** Runs a worker until its coordinator stops, its supervisor goes or a signal comes. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            WorkerOptions options = WorkerOptions.parse(List.of(arguments), System.getenv());
            if (options.help()) {
                System.out.print(WorkerOptions.USAGE);
                return WorkerExit.LEFT;
            }
            Worker worker = new Worker(options.run(), options.supervised(),
                    new Functions(options.run(), options.plugins(), options.supervised()), !options.brief(),
                    WorkerMain::say);
            leaveOnSignal(worker);
            if (options.supervised()) {
                SupervisorPipe.watch(System.in, worker::leave);
            }
            worker.run();
            return WorkerExit.LEFT;
        } catch (OnecopyException e) {
            say(e.getMessage());
            return e.fault().exitCode();
        } catch (Throwable e) {
            if (FileFaults.isFailedRead(e)) {
                say("a file of the run directory was cut short under this worker, which ends");
                // Not even its hooks may look at the file again.
                Runtime.getRuntime().halt(Fault.CORRUPT.exitCode());
            }
            say("internal error, a defect of onecopy: this worker ends (" + Thrown.describe(e) + ")");
            return Fault.INTERNAL.exitCode();
        }
    }

    /** The JVM ends when its hooks have: this one gives the compute thread the time to leave its slot in order. */
    private static void leaveOnSignal(Worker worker) {
        CountDownLatch left = worker.left();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("onecopy-leave").unstarted(() -> {
            worker.leave();
            try {
                boolean _ = left.await(LEAVE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private static void say(String sentence) {
        System.err.println("onecopy: " + sentence);
    }
}
