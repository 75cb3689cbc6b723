package onecopy.service.query;

import java.time.Duration;
import java.util.List;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

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

    /**
     * Copies the queries.
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for a plan that cannot be asked for
     */
    public Batch {
        if (plan == PlanKind.MIXED) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "plan 'mixed' cannot be asked for: ask for auto, index, pruned-scan or scan");
        }
        queries = List.copyOf(queries);
    }
}
