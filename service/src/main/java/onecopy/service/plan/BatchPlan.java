package onecopy.service.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;
import onecopy.data.function.FunctionRegistry;
import onecopy.data.index.ValueIndex;
import onecopy.data.zones.ZoneMap;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Answer;
import onecopy.service.query.PlanKind;
import onecopy.service.query.Query;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.scan.Partial;

/**
 * How the queries of a batch are answered: each by searching the index or by a pass over the data that answers many. Made
 * by {@link Planner}, executed by one thread.
 */
public final class BatchPlan {
    private static final int[] NONE = {};
    /** A pass that skips less than this part is as fast without the detour. */
    private static final int WORTHWHILE_PART = 16;
    /** Some milliseconds of searching. */
    private static final int LOOKUPS_WORTH_A_THREAD = 10_000;

    private final Subject subject;
    private final PlanKind[] kinds;
    private final FunctionRoutes routes;
    private final FlatQueries flat;
    private final List<String> notes = new ArrayList<>();
    private final int[] lookups;
    private final PassGroup evaluations;
    private final PassGroup scans;
    private final Map<ScanPlan, ZonePruning> prunings;
    private boolean readsValues;

    BatchPlan(Subject subject, List<Query> queries, PlanKind[] kinds, FunctionRoutes routes,
            FunctionRegistry functions, PlanKind wanted, Runnable requireTime) {
        this.subject = subject;
        this.kinds = kinds;
        this.routes = routes;
        this.flat = FlatQueries.of(queries, subject.data(), subject.index().orElse(null));
        this.lookups = places(PlanKind.INDEX);
        ElementType type = subject.data().type();
        int[] scanned = places(PlanKind.SCAN);
        this.scans = new PassGroup(scanned, Arrays.stream(scanned).mapToObj(flat.ranges()::get).toList(), type,
                functions);
        this.prunings = wanted == PlanKind.SCAN || scanned.length == 0
                ? Map.of()
                : prunings(scanned, wanted, requireTime);
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

    /** Skips zones where that spares enough; what is asked for as a pruned scan is one even if nothing can be skipped. */
    private Map<ScanPlan, ZonePruning> prunings(int[] scanned, PlanKind wanted, Runnable requireTime) {
        Map<ScanPlan, ZonePruning> pruned = new HashMap<>();
        Optional<ZoneMap> zones = zones(wanted);
        boolean[] prunedPlaces = new boolean[flat.ranges().size()];
        for (ScanPlan pass : zones.isEmpty() ? List.<ScanPlan>of() : scans.passes()) {
            requireTime.run();
            ZonePruning pruning = ZonePruning.of(pass.spec(), zones.get());
            if (wanted == PlanKind.PRUNED_SCAN
                    || pruning.skippedElements() > subject.data().count() / WORTHWHILE_PART) {
                pruned.put(pass, pruning);
                for (int place : pass.places()) {
                    prunedPlaces[scanned[place]] = true;
                }
            }
        }
        for (int query = 0; query < kinds.length; query++) {
            if (kinds[query] == PlanKind.SCAN && flat.first(query) < flat.first(query + 1)
                    && prunedPlaces[flat.first(query)]) {
                kinds[query] = PlanKind.PRUNED_SCAN;
            }
        }
        return pruned;
    }

    private Optional<ZoneMap> zones(PlanKind wanted) {
        try {
            Optional<ZoneMap> zones = subject.zones().get();
            if (zones.isEmpty() && wanted == PlanKind.PRUNED_SCAN) {
                throw new OnecopyException(Fault.INVALID_ARGUMENT,
                        "plan 'pruned-scan' is not possible: this version of '"
                                + subject.name() + "' has no zone map; load it again, or ask with plan auto or scan");
            }
            return zones;
        } catch (OnecopyException e) {
            if (!FileFaults.isUnusable(e) || wanted == PlanKind.PRUNED_SCAN) {
                throw e;
            }
            notes.add("the zone map is not used: " + e.getMessage());
            return Optional.empty();
        }
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

    /** {@return whether a pass applies a function} */
    public boolean appliesFunctions() {
        return Stream.concat(scans().stream(), evaluations().stream())
                .anyMatch(pass -> !pass.spec().functions().isEmpty());
    }

    /** {@return for people: why the index does not answer everything by itself} */
    public List<String> notes() {
        List<String> all = new ArrayList<>(routes.notes());
        all.addAll(notes);
        if (subject.index().isEmpty()) {
            all.add(subject.noIndex().why());
        }
        return all;
    }

    /** {@return whether the values are being read, or were when execution failed: what is damaged then is not the index} */
    public boolean readsValues() {
        return readsValues;
    }

    /**
     * {@return the answers in the order of the queries}
     *
     * @throws OnecopyException with {@link Fault#CORRUPT} where the index was changed before it had told everything
     */
    public List<Answer> execute(Passes passes) {
        Optional<ValueIndex> asked = Arrays.asList(kinds).contains(PlanKind.INDEX) ? subject.index() : Optional.empty();
        try {
            List<Answer> answers = execute(passes, asked.orElse(null));
            asked.ifPresent(ValueIndex::requireIntact);
            passes.requireTime();
            return answers;
        } catch (RuntimeException | InternalError e) {
            asked.filter(_ -> !readsValues).ifPresent(index -> index.requireInnocent(e));
            throw e;
        }
    }

    private List<Answer> execute(Passes passes, ValueIndex index) {
        RangeAnswer[] answers = new RangeAnswer[flat.ranges().size()];
        if (lookups.length > 0) {
            lookUp(index, passes, answers);
        }
        evaluations.answer((pass, into) -> passes.evaluate(pass.spec(), index, into),
                (place, part) -> answers[place] = completed(answers[place], part));
        scans.answer((pass, into) -> scan(pass, passes, into), (place, answer) -> answers[place] = answer);
        return flat.assemble(answers, index == null ? null : new IndexLookup(index, routes.stored(), 0));
    }

    private void lookUp(ValueIndex index, Passes passes, RangeAnswer[] answers) {
        int parts = Math.clamp(lookups.length / LOOKUPS_WORTH_A_THREAD, 1, passes.searchers());
        IntStream.range(0, parts).parallel().forEach(part -> {
            int from = (int) ((long) lookups.length * part / parts);
            int to = (int) ((long) lookups.length * (part + 1) / parts);
            new IndexLookup(index, routes.stored(), to - from).answer(flat.ranges(), lookups, from, to, answers,
                    passes::requireTime);
        });
    }

    private void scan(ScanPlan pass, Passes passes, Partial into) {
        ZonePruning pruning = prunings.get(pass);
        readsValues = true;
        passes.scan(pass.spec(), pruning == null ? new long[]{0, subject.data().count()} : pruning.runs(), into);
        readsValues = false;
        if (pruning != null) {
            pruning.addSkipped(into);
        }
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
