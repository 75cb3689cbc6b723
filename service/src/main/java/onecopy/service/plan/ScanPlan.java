package onecopy.service.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.query.Aggregate;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.scan.Partial;
import onecopy.service.scan.ScanSpec;

/**
 * One pass over the data and the queries of a batch that it answers. The bounds of the queries become the pass's cuts,
 * each once however often it is asked: {@code [from, to]} needs the cuts {@code from - 1} and {@code to}, and none where
 * it reaches the end of the element type. Most batches need a single pass; one with more distinct cuts than
 * {@link #MAX_CUTS} needs several.
 */
public final class ScanPlan {
    /** Distinct cuts a pass takes; its partial then stays within a level 2 cache. */
    public static final int MAX_CUTS = 4096;

    private final List<RangeQuery> queries;
    private final int[] places;
    private final ScanSpec spec;

    private ScanPlan(List<RangeQuery> batch, int[] places, ElementType type, FunctionRegistry functions) {
        this.places = places;
        this.queries = Arrays.stream(places).mapToObj(batch::get).toList();
        this.spec = new PassSpec(queries, type).build(functions);
    }

    /**
     * {@return the passes that together answer every query; none for no query}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for a function nobody knows
     */
    public static List<ScanPlan> of(List<RangeQuery> queries, ElementType type, FunctionRegistry functions) {
        int[] sorted = IntStream.range(0, queries.size()).boxed().sorted(
                Comparator.comparingLong((Integer i) -> queries.get(i).range().from())
                        .thenComparingLong(i -> queries.get(i).range().to()))
                .mapToInt(Integer::intValue).toArray();
        List<ScanPlan> plans = new ArrayList<>();
        TreeSet<Long> cuts = new TreeSet<>();
        int first = 0;
        for (int i = 0; i < sorted.length; i++) {
            List<Long> needed = PassSpec.cutsOf(queries.get(sorted[i]).range(), type);
            cuts.addAll(needed);
            if (cuts.size() > MAX_CUTS) {
                plans.add(new ScanPlan(queries, Arrays.copyOfRange(sorted, first, i), type, functions));
                first = i;
                cuts.clear();
                cuts.addAll(needed);
            }
        }
        if (first < sorted.length) {
            plans.add(new ScanPlan(queries, Arrays.copyOfRange(sorted, first, sorted.length), type, functions));
        }
        return plans;
    }

    /** {@return indexes, among those planned, of the queries that this pass answers} */
    int[] places() {
        return places.clone();
    }

    /** {@return what the pass accumulates} */
    public ScanSpec spec() {
        return spec;
    }

    /**
     * Writes the answers of this pass's queries, each at its query's index among those planned; other places are not touched.
     *
     * @param merged the pass's partial over every element
     * @param answers as long as the planned queries
     */
    public void answerInto(Partial merged, RangeAnswer[] answers) {
        PassTotals totals = new PassTotals(spec, merged);
        for (int i = 0; i < places.length; i++) {
            answers[places[i]] = answer(queries.get(i), totals);
        }
    }

    private RangeAnswer answer(RangeQuery query, PassTotals totals) {
        Intervals inside = Intervals.of(query.range(), spec.type(), spec.cuts());
        List<Number> values = new ArrayList<>(query.aggregates().size());
        for (Aggregate aggregate : query.aggregates()) {
            values.add(switch (aggregate) {
                case Aggregate.Builtin.COUNT -> totals.count(inside);
                case Aggregate.Builtin.SUM -> totals.sum(inside);
                case Aggregate.Builtin.MIN -> totals.min(inside);
                case Aggregate.Builtin.MAX -> totals.max(inside);
                case Aggregate.Builtin.MEAN -> totals.mean(inside);
                case Aggregate.Builtin.DISTINCT -> throw new IllegalStateException("no pass counts distinct values");
                case Aggregate.FunctionSum function -> totals.functionSum(placeOf(function.label()), inside);
            });
        }
        return new RangeAnswer(query, values);
    }

    private int placeOf(String functionName) {
        List<ElementFunction> functions = spec.functions();
        int place = 0;
        while (!functions.get(place).name().equals(functionName)) {
            place++;
        }
        return place;
    }
}
