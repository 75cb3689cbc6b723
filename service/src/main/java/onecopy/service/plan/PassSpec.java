package onecopy.service.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import onecopy.data.ElementType;
import onecopy.data.function.ElementFunction;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Range;
import onecopy.service.query.RangeQuery;
import onecopy.service.scan.ScanSpec;

/** Reads off some queries what their pass must accumulate, and nothing that no query asks for. */
final class PassSpec {
    private final ElementType type;
    private final long[] cuts;
    private final TreeMap<String, long[]> intervalsByFunction = new TreeMap<>();
    private boolean sums;
    private boolean extremes;

    PassSpec(List<RangeQuery> queries, ElementType type) {
        this.type = type;
        TreeSet<Long> distinct = new TreeSet<>();
        for (RangeQuery query : queries) {
            distinct.addAll(cutsOf(query.range(), type));
        }
        cuts = distinct.stream().mapToLong(Long::longValue).toArray();
        for (RangeQuery query : queries) {
            Intervals inside = Intervals.of(query.range(), type, cuts);
            query.aggregates().forEach(aggregate -> require(aggregate, inside));
        }
    }

    /** {@return the cuts a range needs: below its first value and at its last, where the type has values beyond them} */
    static List<Long> cutsOf(Range range, ElementType type) {
        List<Long> cuts = new ArrayList<>(2);
        Range inside = range.clippedTo(type.minValue(), type.maxValue());
        if (!inside.isEmpty()) {
            if (inside.from() > type.minValue()) {
                cuts.add(inside.from() - 1);
            }
            if (inside.to() < type.maxValue()) {
                cuts.add(inside.to());
            }
        }
        return cuts;
    }

    ScanSpec build(FunctionRegistry registry) {
        List<ElementFunction> functions = new ArrayList<>();
        int words = ScanSpec.bitWords(cuts.length + 1);
        long[] functionIntervals = new long[intervalsByFunction.size() * words];
        for (Map.Entry<String, long[]> entry : intervalsByFunction.entrySet()) {
            System.arraycopy(entry.getValue(), 0, functionIntervals, functions.size() * words, words);
            functions.add(registry.require(entry.getKey()));
        }
        return new ScanSpec(type, cuts, sums, extremes, functions, functionIntervals);
    }

    private void require(Aggregate aggregate, Intervals inside) {
        switch (aggregate) {
            case Aggregate.Builtin.COUNT, Aggregate.Builtin.DISTINCT -> {
            }
            case Aggregate.Builtin.SUM, Aggregate.Builtin.MEAN -> sums = true;
            case Aggregate.Builtin.MIN, Aggregate.Builtin.MAX -> extremes = true;
            case Aggregate.FunctionSum function -> {
                long[] bits = intervalsByFunction.computeIfAbsent(function.label(),
                        _ -> new long[ScanSpec.bitWords(cuts.length + 1)]);
                for (int i = inside.first(); i < inside.end(); i++) {
                    bits[i >> 6] |= 1L << i;
                }
            }
        }
    }
}
