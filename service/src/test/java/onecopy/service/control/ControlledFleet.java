package onecopy.service.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecopy.data.ElementType;
import onecopy.service.run.RunDirectory;

/** A coordinator and workers in one process: for the rules of the file, not for those of processes. */
final class ControlledFleet implements AutoCloseable {
    static final long WAIT_NS = Duration.ofSeconds(10).toNanos();

    final RunDirectory run;
    final FleetLocks locks;
    final CoordinatorControl coordinator;

    ControlledFleet(Path folder, Duration silence) {
        run = RunDirectory.at(folder.resolve("run"));
        locks = FleetLocks.open(run);
        coordinator = CoordinatorControl.create(run, locks, silence, _ -> {});
    }

    WorkerControl worker() {
        Optional<WorkerControl> worker = WorkerControl.attach(run, false);
        return worker.orElseThrow(() -> new AssertionError("no coordinator found"));
    }

    /** {@return a job of equal chunks whose partial is a number of words} */
    static JobSpec job(String dataset, int chunks, int partialWords) {
        long[] bounds = new long[2 * chunks];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = 10L * ((i + 1) / 2);
        }
        return new JobSpec(dataset, 1, JobSource.VALUES, Path.of("/values").toAbsolutePath(), 4096, 7,
                ElementType.INT64,
                10L * chunks,
                new long[]{5}, true, false, List.of(), new long[0], partialWords, bounds);
    }

    JobHandle submit(JobSpec job) throws InterruptedException {
        return coordinator.submit(job, 0, WAIT_NS);
    }

    @Override
    public void close() {
        coordinator.close();
        locks.close();
    }
}
