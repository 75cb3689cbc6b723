package onecopy.service.coordinator;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Manifest;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.plan.BatchPlan;
import onecopy.service.plan.Passes;
import onecopy.service.plan.ScanPlan;
import onecopy.service.query.Answer;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Explanation;
import onecopy.service.scan.Partial;
import onecopy.service.scan.Runs;
import onecopy.service.scan.ScanSpec;

/**
 * Computes one batch as planned and keeps the account of it: searches happen here, passes on the workers, one after the
 * other, each cut into chunks by what it costs. Used by one thread.
 */
final class BatchRun implements Passes {
    /** A guess: three cache misses. */
    private static final long LOOKUP_NS = 500;

    private final DatasetVersion dataset;
    private final PassRunner runner;
    private final ChunkPlanner chunks;
    private final CostBook costs;
    private final Fleet fleet;
    private final Deadline deadline;

    private final Set<Integer> workers = new HashSet<>();
    private long scannedElements;
    private long evaluatedEntries;
    private long controlBytes;
    private int chunkCount;
    private long smallestChunk = Long.MAX_VALUE;
    private long largestChunk;
    private double nsPerElement;
    private double estimatedNs;
    private long idleTailNs;

    BatchRun(DatasetVersion dataset, PassRunner runner, ChunkPlanner chunks, CostBook costs, Fleet fleet,
            Deadline deadline) {
        this.dataset = dataset;
        this.runner = runner;
        this.chunks = chunks;
        this.costs = costs;
        this.fleet = fleet;
        this.deadline = deadline;
    }

    /** {@return the answers and how they came about} */
    Execution run(BatchPlan plan) {
        estimatedNs = (double) plan.lookups() * LOOKUP_NS;
        List<Answer> answers = plan.execute(this);
        Manifest manifest = dataset.manifest();
        BatchAnswer answer = new BatchAnswer(dataset.name(), dataset.version(), manifest.count(), plan.kind(),
                scannedElements, workers.size(), Duration.ofNanos(deadline.elapsedNs()), answers);
        List<ScanPlan> passes = plan.scans();
        long skipped = manifest.count() * passes.size() - scannedElements;
        int cuts = passes.stream().mapToInt(pass -> pass.spec().cuts().length).sum();
        Explanation explanation = new Explanation(plan.kinds(), plan.notes(), (long) estimatedNs, plan.lookups(),
                evaluatedEntries, passes.size(), skipped, cuts, chunkCount, chunks.policy().label(),
                chunkCount == 0 ? 0 : smallestChunk, largestChunk, nsPerElement, idleTailNs);
        return new Execution(answer, explanation, scannedElements * manifest.elementType().widthBytes(), controlBytes);
    }

    @Override
    public int searchers() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public void requireTime() {
        runner.requireTime();
    }

    @Override
    public void scan(ScanSpec spec, long[] runs, Partial into) {
        scannedElements += pass(spec, PassSource.values(dataset), runs, into);
    }

    @Override
    public void evaluate(ScanSpec spec, ValueIndex index, Partial into) {
        evaluatedEntries += pass(spec, PassSource.entries(index), new long[]{0, index.entries()}, into);
    }

    private long pass(ScanSpec spec, PassSource source, long[] runs, Partial into) {
        long elements = Runs.elements(runs);
        if (elements == 0) {
            return 0;
        }
        // First, because a function that is shut away may have cost the fleet all its workers a moment ago.
        runner.requireFree(spec);
        int available = fleet.requireWorkers(deadline);
        ElementCost cost = costs.lookUp(dataset.name(), dataset.version(), source.kind(), spec);
        if (cost == null) {
            cost = new CostSampler(runner, source, available).sample(spec, source.elements());
            costs.note(dataset.name(), dataset.version(), source.kind(), spec, cost);
        }
        estimatedNs += elements * cost.meanNs() / available;
        long[] bounds = chunks.bounds(runs, available, cost, CoordinatorControl.maxChunks(spec.partialWords()));
        PassReport report = runner.run(spec, source, bounds, into);
        costs.learn(dataset.name(), dataset.version(), source.kind(), spec,
                report.elapsedNs() * (double) report.workers().size() / elements);
        account(report, bounds, cost);
        return elements;
    }

    private void account(PassReport report, long[] bounds, ElementCost cost) {
        workers.addAll(report.workers());
        idleTailNs += report.idleTailNs();
        controlBytes += report.controlBytes();
        chunkCount += bounds.length / 2;
        nsPerElement = Math.max(nsPerElement, cost.meanNs());
        for (int i = 0; i < bounds.length; i += 2) {
            smallestChunk = Math.min(smallestChunk, bounds[i + 1] - bounds[i]);
            largestChunk = Math.max(largestChunk, bounds[i + 1] - bounds[i]);
        }
    }
}
