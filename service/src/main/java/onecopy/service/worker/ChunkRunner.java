package onecopy.service.worker;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.fault.Thrown;
import onecopy.data.mapped.MappedValues;
import onecopy.service.control.ClaimedChunk;
import onecopy.service.control.ControlLimits;
import onecopy.service.control.JobSpec;
import onecopy.service.control.WorkerControl;
import onecopy.service.flight.ChunkMark;
import onecopy.service.query.BatchId;
import onecopy.service.scan.ScanKernel;
import onecopy.service.scan.ScanSpec;

/** Computes chunks: maps their values, scans them in slices and hands the partials in. Used by the compute thread. */
final class ChunkRunner implements AutoCloseable {
    private static final long IDLE_UNMAP_NS = TimeUnit.MINUTES.toNanos(1);
    /** The cores are for batches, and for workers that are still starting. */
    private static final long IDLE_WARM_UP_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Functions functions;
    private final Optional<Path> warmUpFile;
    private final BooleanSupplier leaving;
    private final Consumer<String> say;
    private final MappingCache mappings = new MappingCache();
    private final JobContext[] contexts = new JobContext[ControlLimits.JOB_SLOTS];
    private ScanKernel kernel;
    private WarmUp warmUp;
    private long lastWorkNs = System.nanoTime();

    /**
     * @param warmUpFile the table of divisors, for {@link WarmUp}; empty where there is to be none, for it costs a worker a
     *     second or two of its core
     * @param leaving whether to give a chunk back
     * @param say takes sentences for the log
     */
    ChunkRunner(Functions functions, Optional<Path> warmUpFile, BooleanSupplier leaving, Consumer<String> say) {
        this.functions = functions;
        this.warmUpFile = warmUpFile;
        this.leaving = leaving;
        this.say = say;
    }

    /**
     * Computes a claimed chunk and closes the claim. Whatever goes wrong with it becomes the failure of its job and of
     * nothing else.
     */
    void compute(WorkerControl control, ClaimedChunk claim) {
        try (claim) {
            long batchId = claim.batchId();
            try {
                ChunkMark mark = ChunkMark.begin();
                if (computeAndPublish(control, claim)) {
                    mark.finished(batchId, claim.jobId(), control.slot(), claim.start(), claim.end());
                }
            } catch (OnecopyException e) {
                tell(control, claim, batchId, e.getMessage());
                claim.fail(e.fault(), e.getMessage());
            } catch (Throwable e) {
                failUnexpectedly(control, claim, batchId, e);
            } finally {
                // A function may have left it, and the next file could not be opened.
                boolean _ = Thread.interrupted();
            }
        }
    }

    /** A worker may end of what its JVM says of itself; the job has failed by then, or every worker would follow. */
    private void failUnexpectedly(WorkerControl control, ClaimedChunk claim, long batchId, Throwable failure) {
        if (FileFaults.isFailedRead(failure)) {
            claim.fail(Fault.CORRUPT, claim.spec().path() + " could not be read through its mapping, elements "
                    + claim.start() + " to " + (claim.end() - 1) + ": it was cut short, or its disk fails");
            return;
        }
        if (leaving.getAsBoolean() || isShuttingDown()) {
            // Classes whose initialisers register shutdown hooks can't be loaded any more: others compute the chunk.
            return;
        }
        String described = Thrown.describe(failure);
        tell(control, claim, batchId, described);
        claim.fail(Fault.INTERNAL, "a worker failed over elements " + claim.start() + " to " + claim.end() + ": "
                + described);
        Thrown.rethrowIfOfTheJvm(failure);
    }

    /** {@return whether this JVM is ending already} */
    private static boolean isShuttingDown() {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException _) {
            return true;
        }
    }

    /** Uses some idle milliseconds to become faster; {@return whether more of them would help} */
    boolean warmUp() {
        if (warmUpFile.isEmpty() || System.nanoTime() - lastWorkNs < IDLE_WARM_UP_NS) {
            return false;
        }
        if (warmUp == null) {
            warmUp = new WarmUp(kernel(), functions.builtIn(), warmUpFile.get());
        }
        try {
            return warmUp.step();
        } catch (InternalError e) {
            FileFaults.requireFailedRead(e);
            warmUp.close();
            return false;
        }
    }

    /** Uses an idle moment to let go of what no job needs any more. */
    void idle(WorkerControl control) {
        Set<MappedValues> inUse = dropFinished(control);
        if (System.nanoTime() - lastWorkNs > IDLE_UNMAP_NS) {
            mappings.dropIdle(inUse);
        }
    }

    /** Forgets all jobs: their ids mean nothing to the next coordinator. */
    void forgetJobs() {
        for (int slot = 0; slot < contexts.length; slot++) {
            if (contexts[slot] != null) {
                contexts[slot].elements.close();
                contexts[slot] = null;
            }
        }
    }

    @Override
    public void close() {
        forgetJobs();
        mappings.close();
        if (warmUp != null) {
            warmUp.close();
        }
    }

    private void tell(WorkerControl control, ClaimedChunk claim, long batchId, String failure) {
        if (batchId != 0) {
            say.accept("worker " + control.slot() + " failed in batch " + new BatchId(batchId) + " over elements "
                    + claim.start() + " to " + claim.end() + ": " + failure);
        }
    }

    /** {@return whether the chunk was computed to its end, and handed in} */
    private boolean computeAndPublish(WorkerControl control, ClaimedChunk claim) {
        long startedNs = System.nanoTime();
        while (true) {
            JobContext context = contextOf(control, claim);
            try {
                if (!scan(claim, context)) {
                    return false;
                }
                if (functions.isTableIntact()) {
                    publish(claim, context, startedNs);
                    return true;
                }
            } catch (RuntimeException | InternalError e) {
                if (functions.isTableIntact()) {
                    throw e;
                }
            }
            // Somebody changed the table of divisors: all over again, with functions that use another one.
            forgetJobs();
        }
    }

    /** {@return whether all elements of the chunk were added up} */
    private boolean scan(ClaimedChunk claim, JobContext context) {
        context.partial.reset();
        long at = claim.start();
        while (at < claim.end()) {
            if (!claim.isWanted() || leaving.getAsBoolean()) {
                return false;
            }
            long sliceNs = System.nanoTime();
            long until = Math.min(claim.end(), at + context.slice.elements());
            context.elements.add(at, until, context.partial);
            context.slice.measured(until - at, System.nanoTime() - sliceNs);
            at = until;
            claim.progress(at - claim.start());
        }
        context.elements.requireIntact();
        return true;
    }

    private void publish(ClaimedChunk claim, JobContext context, long startedNs) {
        long[] words = context.partial.words();
        lastWorkNs = System.nanoTime();
        claim.count(context.scan.type().widthBytes(), lastWorkNs - startedNs, (long) words.length * Long.BYTES,
                !context.counted);
        context.counted = true;
        boolean _ = claim.publish(words);
    }

    private JobContext contextOf(WorkerControl control, ClaimedChunk claim) {
        JobContext known = contexts[claim.jobSlot()];
        if (known != null && known.jobId == claim.jobId()) {
            return known;
        }
        dropFinished(control);
        JobSpec job = claim.spec();
        ScanSpec scan = new ScanSpec(job.type(), job.cuts(), job.sums(), job.extremes(),
                functions.resolve(job.functions()), job.functionIntervals());
        if (scan.partialWords() != job.partialWords()) {
            throw new OnecopyException(Fault.INTERNAL, "worker and coordinator disagree on a partial's length: "
                    + scan.partialWords() + " and " + job.partialWords() + " words");
        }
        JobContext context = new JobContext(claim.jobSlot(), claim.jobId(), scan, elementsOf(job, scan));
        contexts[claim.jobSlot()] = context;
        return context;
    }

    private JobElements elementsOf(JobSpec job, ScanSpec scan) {
        return switch (job.source()) {
            case VALUES -> new JobElements.Values(values(job), kernel(), scan);
            case INDEX_ENTRIES -> JobElements.Entries.open(job, scan);
        };
    }

    private MappedValues values(JobSpec job) {
        MappedValues values = mappings.map(job.path(), job.type(), job.dataOffset(), job.elements());
        if (values.fingerprint() != job.fingerprint()) {
            throw FileFaults.damaged(job.path(), "it was replaced or written to since the batch began: something"
                    + " writes to a file that must never change");
        }
        return values;
    }

    private ScanKernel kernel() {
        if (kernel == null) {
            kernel = ScanKernel.create();
        }
        return kernel;
    }

    /** Drops the contexts of jobs that are over and {@return the mappings that the others use} */
    private Set<MappedValues> dropFinished(WorkerControl control) {
        Set<MappedValues> inUse = new HashSet<>();
        for (JobContext context : contexts) {
            if (context != null && control.isActive(context.jobSlot, context.jobId)) {
                if (context.elements instanceof JobElements.Values elements) {
                    inUse.add(elements.values());
                }
            } else if (context != null) {
                context.elements.close();
                contexts[context.jobSlot] = null;
            }
        }
        mappings.dropStale(inUse);
        return inUse;
    }
}
