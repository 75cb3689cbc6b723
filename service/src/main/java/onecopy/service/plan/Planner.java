package onecopy.service.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.data.index.ValueIndex;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Bins;
import onecopy.service.query.BottomQuery;
import onecopy.service.query.HistogramQuery;
import onecopy.service.query.PlanKind;
import onecopy.service.query.QuantileQuery;
import onecopy.service.query.Query;
import onecopy.service.query.RangeQuery;
import onecopy.service.query.RankQuery;
import onecopy.service.query.TopQuery;

/**
 * Chooses how each query of a batch is answered: from the index where there is one and it has what the query asks for,
 * otherwise by a pass over the data, which skips what the zone map already tells. Immutable and thread-safe.
 */
public final class Planner {
    private final FunctionRegistry functions;
    private final Predicate<ElementFunction> callable;

    /**
     * A planner.
     *
     * @param functions those that queries may name
     * @param callable which of them may be called by the thread that executes the plan: a handful of times a query
     */
    public Planner(FunctionRegistry functions, Predicate<ElementFunction> callable) {
        this.functions = functions;
        this.callable = callable;
    }

    /**
     * {@return how to answer queries}
     *
     * @param wanted {@link PlanKind#AUTO} for the planner's choice
     * @param requireTime fails where the batch must end; asked before each pass is compared with all zones
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for a function nobody knows, and where a query cannot be
     *     answered as wanted; with {@link Fault#CORRUPT} where only damage keeps it from being answered
     */
    public BatchPlan plan(List<Query> queries, PlanKind wanted, Subject subject, Runnable requireTime) {
        boolean useIndex = subject.index().isPresent() && (wanted == PlanKind.AUTO || wanted == PlanKind.INDEX);
        if (wanted == PlanKind.INDEX && !useIndex) {
            throw new OnecopyException(subject.noIndex().fault(),
                    "plan 'index' is not possible: " + subject.noIndex().why()
                            + "; build one with 'onecopy index " + subject.name() + "', or ask with plan auto or scan");
        }
        FunctionRoutes routes = new FunctionRoutes();
        List<ElementFunction> named = namedFunctions(queries);
        if (useIndex) {
            ValueIndex index = subject.index().get();
            Set<Aggregate> bound = boundToIndex(queries);
            named.forEach(function -> routes.choose(function, index, callable.test(function),
                    wanted == PlanKind.INDEX || bound.contains(Aggregate.sumOf(function.name()))));
        }
        PlanKind[] kinds = new PlanKind[queries.size()];
        for (int i = 0; i < kinds.length; i++) {
            Query query = queries.get(i);
            boolean onlyIndex = needsIndex(query);
            if (onlyIndex && !useIndex) {
                throw noIndexFor(query, wanted, subject);
            }
            boolean lookedUp = useIndex && (onlyIndex || routes.spareScan(aggregatesOf(query)));
            kinds[i] = lookedUp ? PlanKind.INDEX : PlanKind.SCAN;
        }
        try {
            return new BatchPlan(subject, queries, kinds, routes, functions, wanted, requireTime);
        } catch (RuntimeException | InternalError e) {
            subject.index().filter(_ -> useIndex).ifPresent(index -> index.requireInnocent(e));
            throw e;
        }
    }

    /** A scan could not answer the rest of their queries. */
    private static Set<Aggregate> boundToIndex(List<Query> queries) {
        Set<Aggregate> bound = new HashSet<>();
        queries.stream().filter(Planner::needsIndex).forEach(query -> bound.addAll(aggregatesOf(query)));
        return bound;
    }

    private List<ElementFunction> namedFunctions(List<Query> queries) {
        Set<List<Aggregate>> seen = new HashSet<>();
        List<ElementFunction> named = new ArrayList<>();
        for (Query query : queries) {
            List<Aggregate> aggregates = aggregatesOf(query);
            if (seen.add(aggregates)) {
                aggregates.stream().filter(Aggregate.FunctionSum.class::isInstance)
                        .map(function -> functions.require(function.label()))
                        .filter(function -> !named.contains(function)).forEach(named::add);
            }
        }
        return named;
    }

    private static List<Aggregate> aggregatesOf(Query query) {
        return switch (query) {
            case RangeQuery range -> range.aggregates();
            case HistogramQuery histogram -> histogram.aggregates();
            case RankQuery _,QuantileQuery _,TopQuery _,BottomQuery _ -> List.of();
        };
    }

    private static boolean needsIndex(Query query) {
        return switch (query) {
            case RangeQuery range -> range.aggregates().contains(Aggregate.DISTINCT);
            case HistogramQuery histogram -> histogram.bins() instanceof Bins.EqualDepth
                    || histogram.aggregates().contains(Aggregate.DISTINCT);
            case RankQuery _ -> false;
            case QuantileQuery _,TopQuery _,BottomQuery _ -> true;
        };
    }

    private static OnecopyException noIndexFor(Query query, PlanKind wanted, Subject subject) {
        String asked = switch (query) {
            case QuantileQuery _ -> "a quantile";
            case TopQuery _ -> "the largest elements";
            case BottomQuery _ -> "the smallest elements";
            case HistogramQuery(Bins bins, List<Aggregate> _) when bins instanceof Bins.EqualDepth ->
                "bins of equal depth";
            default -> "the number of distinct elements";
        };
        String reason = wanted == PlanKind.AUTO
                ? subject.noIndex().why() + "; build one with 'onecopy index " + subject.name() + "'"
                : "plan '" + wanted.label() + "' reads the data in its own order; ask with plan auto or index";
        Fault fault = wanted == PlanKind.AUTO ? subject.noIndex().fault() : Fault.INVALID_ARGUMENT;
        return new OnecopyException(fault, asked + " can only be told from an index: " + reason);
    }
}
