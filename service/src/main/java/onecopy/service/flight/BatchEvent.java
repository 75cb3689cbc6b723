package onecopy.service.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A batch, from its arrival at the coordinator to its answer or error. */
@Name("onecopy.Batch")
@Label("Batch")
@Category("onecopy")
@Description("A batch, from its arrival at the coordinator to its answer or error")
@StackTrace(false)
final class BatchEvent extends Event {
    @Label("Batch Id")
    String batch;

    @Label("Dataset")
    String dataset;

    @Label("Version")
    @Description("Of the dataset; 0 where it was not found out")
    long version;

    @Label("Plan")
    String plan;

    @Label("Queries")
    int queries;

    @Label("Scanned Elements")
    long scannedElements;

    @Label("Workers")
    int workers;

    @Label("Outcome")
    @Description("ok, or the code of a fault")
    String outcome;
}
