/**
 * What operators see of batches: ids, counters for Prometheus, one line of the log for each batch worth it. Knows what is
 * asked and answered, not how. Start reading at {@link onecopy.service.watch.BatchJournal}.
 */
package onecopy.service.watch;
