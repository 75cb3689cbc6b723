package onecopy.service.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import onecopy.data.ElementType;
import onecopy.data.function.FunctionRegistry;
import onecopy.data.index.ValueIndex;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;

/**
 * How the queries of a batch are answered: each by searching the index or by a pass over the data that answers many. Made
 * by {@link Planner}, executed by one thread.
 */
public final class BatchPlan {
    private static final int[] NONE = {};

    private final Subject subject;
    private final PlanKind[] kinds;
    private final FunctionRoutes routes;
    private final FlatQueries flat;
    private final int[] lookups;
    private final PassGroup evaluations;
    private final PassGroup scans;

    BatchPlan(Subject subject, List<Query> queries, PlanKind[] kinds, FunctionRoutes routes,
            FunctionRegistry functions) {
        this.subject = subject;
        this.kinds = kinds;
        this.routes = routes;
        this.flat = FlatQueries.of(queries, subject.data(), subject.index().orElse(null));
        this.lookups = places(PlanKind.INDEX);
        ElementType type = subject.data().type();
        int[] scanned = places(PlanKind.SCAN);
        this.scans = new PassGroup(scanned, Arrays.stream(scanned).mapToObj(flat.ranges()::get).toList(), type,
                functions);
        int[] evaluated = routes.evaluated().isEmpty() ? NONE : evaluatedPlaces();
        this.evaluations = new PassGroup(evaluated,
                Arrays.stream(evaluated).mapToObj(place -> evaluatedPart(flat.ranges().get(place))).toList(), type,
                functions);
    }

    private int[] places(PlanKind kind) {
        int[] places = new int[flat.ranges().size()];
        int count = 0;
        for (int query = 0; query < kinds.length; query++) {
            for (int place = flat.first(query); kinds[query] == kind && place < flat.first(query + 1); place++) {
                places[count++] = place;
            }
        }
        return Arrays.copyOf(places, count);
    }

    private int[] evaluatedPlaces() {
        return Arrays.stream(lookups).filter(place -> flat.ranges().get(place).aggregates().stream()
                .anyMatch(routes.evaluated()::contains)).toArray();
    }

    private RangeQuery evaluatedPart(RangeQuery query) {
        return new RangeQuery(query.range(),
                query.aggregates().stream().filter(routes.evaluated()::contains).toList());
    }

    /** {@return how each query is answered, in their order} */
    public List<PlanKind> kinds() {
        return List.of(kinds);
    }

    /** {@return how the batch is answered: {@link PlanKind#MIXED} where its queries differ} */
    public PlanKind kind() {
        PlanKind first = kinds.length == 0 ? PlanKind.SCAN : kinds[0];
        for (PlanKind kind : kinds) {
            if (kind != first) {
                return PlanKind.MIXED;
            }
        }
        return first;
    }

    /** {@return searches in the index: two for a range, one for each other question} */
    public long lookups() {
        return 2L * lookups.length;
    }

    /** {@return the passes over the data} */
    public List<ScanPlan> scans() {
        return scans.passes();
    }

    /** {@return the passes over the values of the index} */
    public List<ScanPlan> evaluations() {
        return evaluations.passes();
    }

    /** {@return whether any query asks for the sum of a function} */
    public boolean usesFunctions() {
        return Stream.concat(scans().stream(), evaluations().stream())
                .anyMatch(pass -> !pass.spec().functions().isEmpty()) || !routes.stored().isEmpty();
    }

    /** {@return for people: why the index does not answer everything by itself} */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(routes.notes());
        if (subject.index().isEmpty()) {
            notes.add(subject.whyNoIndex());
        }
        return notes;
    }

    /** {@return the answers in the order of the queries} */
    public List<Answer> execute(Passes passes) {
        RangeAnswer[] answers = new RangeAnswer[flat.ranges().size()];
        ValueIndex index = subject.index().orElse(null);
        IndexLookup lookup = index == null ? null : new IndexLookup(index, routes.stored());
        for (int place : lookups) {
            answers[place] = lookup.answer(flat.ranges().get(place));
        }
        evaluations.answer((pass, into) -> passes.evaluate(pass.spec(), index, into),
                (place, part) -> answers[place] = completed(answers[place], part));
        scans.answer((pass, into) -> passes.scan(pass.spec(), new long[]{0, subject.data().count()}, into),
                (place, answer) -> answers[place] = answer);
        return flat.assemble(answers, lookup);
    }

    private static RangeAnswer completed(RangeAnswer answer, RangeAnswer part) {
        List<Number> values = new ArrayList<>(answer.values());
        List<Aggregate> evaluated = part.query().aggregates();
        for (int i = 0; i < evaluated.size(); i++) {
            values.set(answer.query().aggregates().indexOf(evaluated.get(i)), part.values().get(i));
        }
        return new RangeAnswer(answer.query(), values);
    }
}
