package onecopy.service.watch;

import java.util.List;
import java.util.function.Supplier;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.service.flight.BatchFigures;
import onecopy.service.flight.BatchMarks;
import onecopy.service.query.Batch;
import onecopy.service.query.BatchAnswer;
import onecopy.service.query.BatchId;
import onecopy.service.query.Explanation;
import onecopy.service.query.PlanKind;

/** What becomes known of one batch on its way, for those who watch. Used by one thread. */
public final class BatchTrace {
    /** What stands for a fault where there was none. */
    static final String OK = "ok";

    private final BatchId id;
    private final String requestId;
    private final long startNs = System.nanoTime();
    private final BatchMarks marks = BatchMarks.begin();
    private String dataset = "";
    private long version;
    private PlanKind plan;
    private int queries;
    private long estimateNs;
    private long scannedElements;
    private int workers;
    private OnecopyException failure;
    private long elapsedNs;

    BatchTrace(BatchId id, String requestId) {
        this.id = id;
        this.requestId = requestId;
    }

    /** {@return a trace that nobody looks at, of a batch without an id} */
    public static BatchTrace unwatched() {
        return new BatchTrace(BatchId.NONE, "");
    }

    /** {@return the batch's id} */
    public BatchId id() {
        return id;
    }

    /** The request was understood. */
    public void asked(Batch batch) {
        dataset = batch.dataset();
        queries = batch.queries().size();
    }

    /** The version it is about is pinned, and planning begins. */
    public void planning(long pinnedVersion) {
        version = pinnedVersion;
        marks.planning();
    }

    /**
     * Planning has ended.
     *
     * @param notes why the index does not answer everything by itself; asked for only where somebody records
     */
    public void planned(PlanKind kind, Supplier<List<String>> notes) {
        plan = kind;
        marks.planned(kind.label(), notes);
    }

    /** The batch was answered. */
    public void answered(BatchAnswer answer, Explanation explanation) {
        plan = answer.plan();
        scannedElements = answer.scannedElements();
        workers = answer.workers();
        estimateNs = explanation.estimatedNs();
    }

    /** The batch was refused, or failed. */
    public void failed(OnecopyException why) {
        failure = why;
    }

    void finish() {
        elapsedNs = System.nanoTime() - startNs;
        marks.finished(() -> new BatchFigures(id.toString(), dataset, version, planLabel(), estimateNs, queries,
                scannedElements, workers, outcome()));
    }

    String requestId() {
        return requestId;
    }

    String dataset() {
        return dataset;
    }

    long version() {
        return version;
    }

    /** {@return the plan; null where it was never planned} */
    PlanKind plan() {
        return plan;
    }

    String planLabel() {
        return plan == null ? "" : plan.label();
    }

    int queries() {
        return queries;
    }

    long scannedElements() {
        return scannedElements;
    }

    int workers() {
        return workers;
    }

    /** {@return what went wrong; null where nothing did} */
    OnecopyException failure() {
        return failure;
    }

    /** {@return the fault; null where there was none} */
    Fault fault() {
        return failure == null ? null : failure.fault();
    }

    String outcome() {
        return failure == null ? OK : failure.fault().code();
    }

    long elapsedNs() {
        return elapsedNs;
    }
}
