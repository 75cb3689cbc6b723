package onecopy.service.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetVersion;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.control.FunctionRef;
import onecopy.service.control.JobHandle;
import onecopy.service.control.JobSpec;
import onecopy.service.query.BatchId;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/**
 * Computes one pass over part or all of a pinned version on the workers: submits the job, merges partial results as they
 * come, and ends it early where the deadline passes, the caller gives up or the last worker is gone. Used by one thread.
 */
final class PassRunner {
    /** How often a wait looks whether workers and file are still there; everything else wakes it up at once. */
    private static final long LOOK_AROUND_NS = 100_000_000;

    private final CoordinatorControl control;
    private final Fleet fleet;
    private final DatasetVersion dataset;
    private final Deadline deadline;
    private final Cancellation cancellation;
    private final Quarantine quarantine;
    private final BatchId batch;

    PassRunner(CoordinatorControl control, Fleet fleet, DatasetVersion dataset, Deadline deadline,
            Cancellation cancellation, Quarantine quarantine, BatchId batch) {
        this.control = control;
        this.fleet = fleet;
        this.dataset = dataset;
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.quarantine = quarantine;
        this.batch = batch;
    }

    /**
     * Computes some chunks.
     *
     * @param bounds start and end of each chunk
     * @param into is reset, then receives what all of them accumulate
     */
    PassReport run(ScanSpec spec, PassSource source, long[] bounds, Partial into) {
        JobSpec job = jobSpec(spec, source, bounds);
        checkTime(0);
        long startNs = System.nanoTime();
        into.reset();
        Partial scratch = new Partial(spec);
        try (JobHandle handle = control.submit(job, batch.value(), deadline.remainingNs())) {
            cancellation.onRequest(handle::cancel);
            await(handle, scratch, into);
            return new PassReport(System.nanoTime() - startNs, handle.idleTailNs(),
                    handle.workersInvolved(),
                    handle.controlBytes());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnecopyException(Fault.CANCELLED, "the batch was cancelled: its coordinator is stopping", e);
        } finally {
            cancellation.onRequest(null);
        }
    }

    private void await(JobHandle handle, Partial scratch, Partial into) throws InterruptedException {
        Fleet.Watch watch = fleet.watch();
        long lookedNs = System.nanoTime();
        while (!handle.done()) {
            checkTime(handle.doneElements());
            handle.awaitProgress(Math.min(LOOK_AROUND_NS, Math.max(1, deadline.remainingNs())));
            handle.drain(scratch.words(), () -> into.merge(scratch));
            watch.requireSomebody();
            if (System.nanoTime() - lookedNs > LOOK_AROUND_NS) {
                requireWholeFile();
                lookedNs = System.nanoTime();
            }
        }
        cancellation.check();
        if (handle.killedItsReaders()) {
            quarantine.shut(dataset.name(), dataset.version());
        }
        if (!handle.complete()) {
            throw handle.failure();
        }
    }

    private void checkTime(long doneElements) {
        cancellation.check();
        if (deadline.passed()) {
            throw new OnecopyException(Fault.TIMEOUT, "the batch over '" + dataset.name() + "' did not finish within "
                    + deadline.timeout().toMillis() + " ms (" + doneElements + " of " + dataset.manifest().count()
                    + " elements of its current pass were scanned); give it more time with --timeout or timeout_ms");
        }
    }

    /** A file cut short kills whoever reads beyond its end: better one error than one worker after the other. */
    void requireWholeFile() {
        long promisedBytes = dataset.manifest().valuesFileBytes();
        try {
            long bytes = Files.size(dataset.valuesFile());
            if (bytes != promisedBytes) {
                throw new OnecopyException(Fault.CORRUPT, dataset.valuesFile() + " has " + bytes + " bytes instead of "
                        + promisedBytes + " while it is read: something writes to a file that must never change; load '"
                        + dataset.name() + "' again");
            }
        } catch (IOException e) {
            throw OnecopyException.ofIo("look at " + dataset.valuesFile(), e);
        }
    }

    private JobSpec jobSpec(ScanSpec spec, PassSource source, long[] bounds) {
        List<FunctionRef> functions = spec.functions().stream()
                .map(function -> new FunctionRef(function.name(), function.version())).toList();
        return new JobSpec(dataset.name(), dataset.version(), source.kind(), source.path(), source.dataOffset(),
                spec.type(), source.elements(), spec.cuts(), spec.sums(), spec.extremes(), functions,
                spec.functionIntervals(), spec.partialWords(), bounds);
    }
}
