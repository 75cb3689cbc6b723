package onecopy.service.http;

import onecopy.service.admission.Gate;
import onecopy.service.coordinator.Coordinator;
import onecopy.service.watch.BatchJournal;

/** {@code GET /v1/metrics}: everything that is counted, for Prometheus. */
final class MetricsRoute implements Route {
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Coordinator coordinator;
    private final Gate gate;
    private final BatchJournal journal;

    MetricsRoute(Coordinator coordinator, Gate gate, BatchJournal journal) {
        this.coordinator = coordinator;
        this.gate = gate;
        this.journal = journal;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public Response answer(Request request) {
        return Response.ofText(TEXT_FORMAT, out -> journal.writeMetrics(coordinator.figures(gate.waiting()), out));
    }
}
