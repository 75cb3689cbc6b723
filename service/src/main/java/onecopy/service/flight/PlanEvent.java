package onecopy.service.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The planning of a batch; the last one where it was planned more than once. */
@Name("onecopy.Plan")
@Label("Plan")
@Category("onecopy")
@Description("The planning of a batch")
@StackTrace(false)
final class PlanEvent extends Event {
    @Label("Batch Id")
    String batch;

    @Label("Plan")
    @Description("index, pruned-scan, scan or mixed")
    String plan;

    @Label("Estimate")
    @Description("How long the planner expected the batch to take; 0 if it never got that far")
    @Timespan(Timespan.NANOSECONDS)
    long estimate;

    @Label("Reason")
    @Description("Why the index does not answer everything by itself")
    String reason;

    @Label("Queries")
    int queries;
}
