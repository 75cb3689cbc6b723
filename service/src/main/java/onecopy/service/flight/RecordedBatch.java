package onecopy.service.flight;

import java.util.List;
import java.util.function.Supplier;

/** The events of a batch that is being recorded. */
final class RecordedBatch implements BatchMarks {
    private final BatchEvent batch = new BatchEvent();
    private PlanEvent plan;

    RecordedBatch() {
        batch.begin();
    }

    @Override
    public void planning() {
        plan = new PlanEvent();
        plan.begin();
    }

    @Override
    public void planned(String kind, Supplier<List<String>> reasons) {
        plan.end();
        plan.plan = kind;
        plan.reason = String.join("; ", reasons.get());
    }

    @Override
    public void finished(Supplier<BatchFigures> supplier) {
        batch.end();
        BatchFigures figures = supplier.get();
        if (plan != null && plan.shouldCommit()) {
            plan.batch = figures.batch();
            plan.estimate = figures.estimateNs();
            plan.queries = figures.queries();
            plan.commit();
        }
        if (batch.shouldCommit()) {
            batch.batch = figures.batch();
            batch.dataset = figures.dataset();
            batch.version = figures.version();
            batch.plan = figures.plan();
            batch.queries = figures.queries();
            batch.scannedElements = figures.scannedElements();
            batch.workers = figures.workers();
            batch.outcome = figures.outcome();
            batch.commit();
        }
    }
}
