package onecopy.service.query;

import java.time.Duration;
import java.util.List;

/**
 * Many queries over one dataset, answered in order and all on the same version.
 *
 * @param dataset the dataset's name
 * @param queries in the order of their answers; may be empty
 * @param plan the plan asked for
 * @param timeout how long the whole batch may take; positive
 */
public record Batch(String dataset, List<Query> queries, PlanKind plan, Duration timeout) {
    /** How long a batch may take where the caller does not say. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** Copies the queries. */
    public Batch {
        queries = List.copyOf(queries);
    }
}
