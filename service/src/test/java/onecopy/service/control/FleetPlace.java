package onecopy.service.control;

import java.nio.file.Path;
import onecopy.service.run.RunDirectory;
import org.agrona.concurrent.UnsafeBuffer;

/** The files that worlds share, one after the other: kernel locks and pages for job slots. */
final class FleetPlace implements AutoCloseable {
    private final RunDirectory run;
    private final FleetLocks coordinatorLocks;
    private final FleetLocks workerLocks;
    private final ArenaPages pages;

    FleetPlace(Path folder) {
        run = RunDirectory.at(folder.resolve("run"));
        coordinatorLocks = FleetLocks.open(run);
        workerLocks = FleetLocks.openExisting(run);
        ControlFile.create(run.controlFile(), 1).close();
        pages = new ArenaPages(run.controlFile(), new UnsafeBuffer(new byte[0]));
    }

    RunDirectory run() {
        return run;
    }

    FleetLocks coordinatorLocks() {
        return coordinatorLocks;
    }

    FleetLocks workerLocks() {
        return workerLocks;
    }

    ArenaPages pages() {
        return pages;
    }

    /** A worker lives; a world that was left in the middle of a burial held its lock. */
    void holdWorker(int worker) {
        coordinatorLocks.releaseWorker(worker);
        boolean _ = workerLocks.tryWorker(worker);
    }

    /** A worker dies. */
    void releaseWorker(int worker) {
        workerLocks.releaseWorker(worker);
    }

    @Override
    public void close() {
        pages.close();
        workerLocks.close();
        coordinatorLocks.close();
    }
}
