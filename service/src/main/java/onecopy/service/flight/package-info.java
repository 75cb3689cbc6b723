/**
 * What a flight recording of the JDK ({@code jcmd PID JFR.start}) tells about batches: events of their own for a batch,
 * its plan and each chunk. While nobody records, nothing of it is loaded beyond the small interfaces. Start reading at
 * {@link onecopy.service.flight.BatchMarks}.
 */
package onecopy.service.flight;
