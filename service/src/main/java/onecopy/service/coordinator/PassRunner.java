package onecopy.service.coordinator;

import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.store.DatasetVersion;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.control.FunctionRef;
import onecopy.service.control.JobHandle;
import onecopy.service.control.JobSource;
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

    /** Whoever copies or links a store touches each file once or twice. */
    private static final int MAX_ATTEMPTS = 4;

    /** A slice takes a hundredth of it. */
    private static final long LEAVING_TIME_NS = 1_000_000_000;

    private final CoordinatorControl control;
    private final Fleet fleet;
    private final DatasetVersion dataset;
    private final Deadline deadline;
    private final Cancellation cancellation;
    private final VersionGuard.Admission admission;
    private final BatchId batch;

    PassRunner(CoordinatorControl control, Fleet fleet, VersionGuard.Admission admission, Deadline deadline,
            Cancellation cancellation, BatchId batch) {
        this.control = control;
        this.fleet = fleet;
        this.dataset = admission.dataset();
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.admission = admission;
        this.batch = batch;
    }

    /**
     * Computes some chunks. What was computed while somebody touched the file may come from another one that took its place for
     * a moment, however sound it is now: it is computed again.
     *
     * @param bounds start and end of each chunk
     * @param into is reset, then receives what all of them accumulate
     */
    PassReport run(ScanSpec spec, PassSource source, long[] bounds, Partial into) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            PassReport report = compute(spec, source, bounds, into);
            if (source.kind() != JobSource.VALUES || admission.confirm(deadline, cancellation)) {
                return report;
            }
        }
        throw new OnecopyException(Fault.CORRUPT, source.path() + " was touched again and again while it was read:"
                + " something does not leave a file alone that must never change; ask again when it has ended");
    }

    /**
     * Goes on where no function of a pass is in quarantine.
     *
     * @throws OnecopyException with {@link Fault#FUNCTION_FAILED}
     */
    void requireFree(ScanSpec spec) {
        admission.guard().quarantine().requireFree(spec.functions());
    }

    private PassReport compute(ScanSpec spec, PassSource source, long[] bounds, Partial into) {
        requireFree(spec);
        JobSpec job = jobSpec(spec, source, bounds);
        checkTime(0, 0);
        if (source.kind() == JobSource.VALUES) {
            admission.lease();
        }
        long startNs = System.nanoTime();
        into.reset();
        try (JobHandle handle = control.submit(job, batch.value(), deadline.remainingNs())) {
            cancellation.onRequest(handle::cancel);
            try {
                await(handle, spec, into);
                requireSuccess(handle, spec, source);
                return new PassReport(System.nanoTime() - startNs, handle.idleTailNs(), handle.workersInvolved(),
                        handle.controlBytes());
            } finally {
                leave(handle);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OnecopyException(Fault.CANCELLED, "the batch was cancelled: its coordinator is stopping", e);
        } finally {
            cancellation.onRequest(null);
        }
    }

    /** A writer that waits goes on when the batch ends: by then no worker may be reading. */
    private void leave(JobHandle handle) {
        if (admission.isWriterWaiting()) {
            handle.close();
            handle.awaitLeft(LEAVING_TIME_NS);
        }
    }

    private void await(JobHandle handle, ScanSpec spec, Partial into) throws InterruptedException {
        Partial scratch = new Partial(spec);
        Fleet.Watch watch = fleet.watch();
        long lookedNs = System.nanoTime();
        int deaths = 0;
        while (!handle.done()) {
            checkTime(handle.doneElements(), handle.deathCount());
            handle.awaitProgress(Math.min(LOOK_AROUND_NS, Math.max(1, deadline.remainingNs())));
            handle.drain(scratch.words(), () -> into.merge(scratch));
            watch.requireSomebody();
            boolean looksAround = System.nanoTime() - lookedNs > LOOK_AROUND_NS;
            if (handle.deathCount() > deaths || looksAround) {
                deaths = handle.deathCount();
                admission.requireUnchanged();
            }
            if (looksAround) {
                requireFree(spec);
                handle.lookAfterChunks();
                lookedNs = System.nanoTime();
            }
        }
    }

    private void requireSuccess(JobHandle handle, ScanSpec spec, PassSource source) {
        cancellation.check();
        if (handle.lethal().isPresent()) {
            OnecopyException verdict = new Inquest(admission, spec, source).over(handle.lethal().get());
            fleet.forgiveDeaths();
            throw verdict;
        }
        boolean readsValues = source.kind() == JobSource.VALUES;
        if (!handle.complete()) {
            OnecopyException failure = handle.failure();
            boolean blamesFile = FileFaults.isUnusable(failure) || failure.fault() == Fault.NOT_FOUND;
            throw readsValues && blamesFile
                    ? admission.explain(failure, deadline, cancellation)
                    : failure;
        }
    }

    /**
     * Goes on where the batch still has time and somebody waits for it. From any thread.
     *
     * @throws OnecopyException with {@link Fault#TIMEOUT} or {@link Fault#CANCELLED}
     */
    void requireTime() {
        cancellation.check();
        if (deadline.passed()) {
            throw late("", 0);
        }
    }

    private void checkTime(long doneElements, int deaths) {
        cancellation.check();
        if (deadline.passed()) {
            throw late(" (" + doneElements + " of " + dataset.manifest().count()
                    + " elements of its current pass were scanned)", deaths);
        }
    }

    /** More time helps only where somebody uses it. */
    private OnecopyException late(String progress, int deaths) {
        String complaint = fleet.complaint();
        String workers = deaths == 0
                ? ""
                : "; " + deaths + (deaths == 1 ? " worker" : " workers")
                        + " died computing it, the coordinator's log says how";
        return new OnecopyException(Fault.TIMEOUT, "the batch over '" + dataset.name() + "' did not finish within "
                + deadline.timeout().toMillis() + " ms" + progress + workers + (complaint.isEmpty()
                        ? "; give it more time with --timeout or timeout_ms"
                        : ": " + complaint));
    }

    private JobSpec jobSpec(ScanSpec spec, PassSource source, long[] bounds) {
        List<FunctionRef> functions = spec.functions().stream()
                .map(function -> new FunctionRef(function.name(), function.version())).toList();
        return new JobSpec(dataset.name(), dataset.version(), source.kind(), source.path(), source.dataOffset(),
                source.kind() == JobSource.VALUES ? admission.fingerprint() : 0, spec.type(), source.elements(),
                spec.cuts(), spec.sums(), spec.extremes(), functions,
                spec.functionIntervals(), spec.partialWords(), bounds);
    }
}
