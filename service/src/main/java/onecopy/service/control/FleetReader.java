package onecopy.service.control;

import static onecopy.service.control.ControlFileDescriptor.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.run.RunDirectory;
import org.agrona.concurrent.AtomicBuffer;

/** The operator's view of the control file: maps it read-only, never writes and never locks. Not thread-safe. */
public final class FleetReader implements AutoCloseable {
    private final RunDirectory run;
    private final ControlFile file;
    private final AtomicBuffer words;

    private FleetReader(RunDirectory run, ControlFile file) {
        this.run = run;
        this.file = file;
        this.words = file.words();
    }

    /**
     * {@return a reader of the fleet that meets here}
     *
     * @throws OnecopyException with {@code UNAVAILABLE} where no coordinator has made a control file, {@code CORRUPT}
     *     where the file is not one this version can read
     */
    public static FleetReader open(RunDirectory run) {
        run.requirePrivate();
        try {
            return new FleetReader(run, ControlFile.openReadOnly(run.controlFile()));
        } catch (OnecopyException e) {
            throw e.fault() == Fault.NOT_FOUND
                    ? new OnecopyException(Fault.UNAVAILABLE, "no coordinator runs in " + run
                            + ": start one with 'onecopy serve', or name its run directory with --run", e)
                    : e;
        }
    }

    /** {@return whether the run directory still holds the file that is read here; a new coordinator makes a new one} */
    public boolean isCurrent() {
        return file.isStillAt(run.controlFile());
    }

    /** {@return the fleet now} */
    public FleetSnapshot snapshot() {
        long pid = words.getLong(COORDINATOR_PID_OFFSET);
        boolean alive = Processes.isAlive(pid, words.getLong(COORDINATOR_START_OFFSET));
        return new FleetSnapshot(file.state(), pid, alive, words.getLong(CREATED_AT_OFFSET),
                LastBatchDescriptor.batches(words, LAST_BATCH_OFFSET), workers(), jobs(),
                Optional.ofNullable(LastBatchDescriptor.read(words, LAST_BATCH_OFFSET)));
    }

    @Override
    public void close() {
        file.close();
    }

    private List<WorkerSnapshot> workers() {
        List<WorkerSnapshot> workers = new ArrayList<>();
        for (int slot = 0; slot < WORKER_SLOTS; slot++) {
            WorkerSlot worker = new WorkerSlot(words, slot);
            if (worker.state() != WorkerState.FREE) {
                workers.add(worker.snapshot(Processes.isAlive(worker.pid(), worker.processStartMillis())));
            }
        }
        return workers;
    }

    private List<JobSnapshot> jobs() {
        List<JobSnapshot> jobs = new ArrayList<>();
        for (int slot = 0; slot < JOB_SLOTS; slot++) {
            JobSnapshots.read(new JobSlot(words, slot)).ifPresent(jobs::add);
        }
        return jobs;
    }
}
