package onecopy.loader.write;

import java.util.ArrayList;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** Runs the same work on several threads and waits for all of them. */
final class Crew {
    /** One per core; more would only take turns. */
    static final int SIZE = Math.max(1, Runtime.getRuntime().availableProcessors());

    private Crew() {}

    /**
     * Runs the work on {@link #SIZE} threads.
     *
     * <p>
     * Work that fails must let the others end by themselves. The first failure is thrown here, after all have ended.
     */
    static void run(String name, Runnable work) {
        List<RuntimeException> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            threads.add(Thread.ofPlatform().name(name + "-" + i).daemon().start(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    synchronized (failures) {
                        failures.add(e instanceof RuntimeException known ? known : defect(e));
                    }
                }
            }));
        }
        threads.forEach(Crew::join);
        synchronized (failures) {
            if (!failures.isEmpty()) {
                throw failures.getFirst();
            }
        }
    }

    private static RuntimeException defect(Throwable e) {
        return e instanceof OutOfMemoryError
                ? new OnecopyException(Fault.IO, "not enough memory to load: give the JVM a larger heap", e)
                : new IllegalStateException(e);
    }

    /** Waits for a thread whatever happens; an interruption meanwhile is kept for the caller. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
