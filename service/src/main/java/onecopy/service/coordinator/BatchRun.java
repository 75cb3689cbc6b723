package onecopy.service.coordinator;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onecopy.data.store.DatasetVersion;
import onecopy.data.store.Manifest;
import onecopy.service.control.CoordinatorControl;
import onecopy.service.plan.ScanPlan;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.Explanation;
import onecopy.service.query.PlanKind;
import onecopy.service.query.RangeAnswer;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/** Answers one batch by scanning: one pass after the other, each cut into chunks by what it costs. Used by one thread. */
final class BatchRun {
    private final DatasetVersion dataset;
    private final PassRunner runner;
    private final ChunkPlanner chunks;
    private final CostBook costs;
    private final Fleet fleet;
    private final Deadline deadline;

    private final Set<Integer> workers = new HashSet<>();
    private long scannedElements;
    private long controlBytes;
    private int cuts;
    private int chunkCount;
    private long smallestChunk = Long.MAX_VALUE;
    private long largestChunk;
    private double nsPerElement;
    private long idleTailNs;

    BatchRun(DatasetVersion dataset, PassRunner runner, ChunkPlanner chunks, CostBook costs,
            Fleet fleet, Deadline deadline) {
        this.dataset = dataset;
        this.runner = runner;
        this.chunks = chunks;
        this.costs = costs;
        this.fleet = fleet;
        this.deadline = deadline;
    }

    /** {@return the answers of all passes, which together are those of the batch} */
    Execution run(Batch batch, List<ScanPlan> plans) {
        RangeAnswer[] answers = new RangeAnswer[batch.queries().size()];
        for (ScanPlan plan : plans) {
            Partial merged = new Partial(plan.spec());
            if (dataset.manifest().count() > 0) {
                pass(plan.spec(), merged);
            }
            cuts += plan.spec().cuts().length;
            plan.answerInto(merged, answers);
        }
        Manifest manifest = dataset.manifest();
        BatchAnswer answer = new BatchAnswer(dataset.name(), dataset.version(), manifest.count(), PlanKind.SCAN,
                scannedElements, workers.size(), Duration.ofNanos(deadline.elapsedNs()), Arrays.asList(answers));
        Explanation explanation = new Explanation(plans.size(), cuts, chunkCount, chunks.policy().label(),
                chunkCount == 0 ? 0 : smallestChunk, largestChunk, nsPerElement, idleTailNs);
        return new Execution(answer, explanation, scannedElements * manifest.elementType().widthBytes(), controlBytes);
    }

    private void pass(ScanSpec spec, Partial into) {
        long elements = dataset.manifest().count();
        int available = fleet.requireWorkers(deadline);
        ElementCost cost = costs.lookUp(dataset.name(), dataset.version(), spec);
        if (cost == null) {
            cost = new CostSampler(runner).sample(spec, elements);
            costs.note(dataset.name(), dataset.version(), spec, cost);
        }
        long[] edges = chunks.edges(elements, available, cost, CoordinatorControl.maxChunks(spec.partialWords()));
        PassReport report = runner.run(spec, edges, into);
        costs.learn(dataset.name(), dataset.version(), spec,
                report.elapsedNs() * (double) report.workers().size() / elements);
        account(report, edges, cost);
    }

    private void account(PassReport report, long[] edges, ElementCost cost) {
        workers.addAll(report.workers());
        idleTailNs += report.idleTailNs();
        scannedElements += report.elements();
        controlBytes += report.controlBytes();
        chunkCount += edges.length - 1;
        nsPerElement = Math.max(nsPerElement, cost.meanNs());
        for (int i = 1; i < edges.length; i++) {
            smallestChunk = Math.min(smallestChunk, edges[i] - edges[i - 1]);
            largestChunk = Math.max(largestChunk, edges[i] - edges[i - 1]);
        }
    }
}
