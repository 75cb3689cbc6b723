package onecopy.service.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A chunk, as the worker computed it. */
@Name("onecopy.Chunk")
@Label("Chunk")
@Category("onecopy")
@Description("A chunk, from its claim to its partial result")
@StackTrace(false)
final class ChunkEvent extends Event {
    @Label("Batch Id")
    String batch;

    @Label("Job Id")
    @Description("A batch has a job for each pass over the data, and some for samples")
    long job;

    @Label("Worker")
    @Description("Its slot")
    int worker;

    @Label("Start Element")
    long startElement;

    @Label("Elements")
    long elements;
}
