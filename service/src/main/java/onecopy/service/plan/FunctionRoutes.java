package onecopy.service.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecopy.data.function.ElementFunction;
import onecopy.data.index.IndexForm;
import onecopy.data.index.StoredFunction;
import onecopy.data.index.ValueIndex;
import onecopy.service.query.Aggregate;

/** What an index can do for each function of a batch. */
final class FunctionRoutes {
    /** A scan takes functions in bulk, and those of a small element type vectorised; an index has to save more than that. */
    private static final int WORTHWHILE_REPEATS = 4;

    private final List<StoredFunction> stored = new ArrayList<>();
    private final Set<Aggregate> evaluated = new HashSet<>();
    private final Set<Aggregate> scanned = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Chooses the route of a function.
     *
     * @param callable whether its code may run in this process
     * @param forced whether a scan is out of the question
     */
    void choose(ElementFunction function, ValueIndex index, boolean callable, boolean forced) {
        Aggregate aggregate = Aggregate.sumOf(function.name());
        boolean blocksMayBeEvaluated = index.form() == IndexForm.SORTED;
        Optional<StoredFunction> totals = index.stored(function);
        if (totals.isPresent() && (callable || !blocksMayBeEvaluated)) {
            stored.add(totals.get());
        } else if (totals.isPresent()) {
            evaluated.add(aggregate);
            notes.add("workers read the totals of '" + function.name() + "' in the index");
        } else if (forced || index.distinctCount() <= index.count() / WORTHWHILE_REPEATS) {
            evaluated.add(aggregate);
            notes.add("'" + function.name() + "' is evaluated once per distinct value: "
                    + index.whyNotStored(function).orElseThrow());
        } else {
            scanned.add(aggregate);
            notes.add("'" + function.name() + "' needs a scan: " + index.whyNotStored(function).orElseThrow()
                    + ", and most values occur only once");
        }
    }

    /** {@return functions whose totals this process looks up} */
    List<StoredFunction> stored() {
        return stored;
    }

    /** {@return functions that are evaluated over the values of the index} */
    Set<Aggregate> evaluated() {
        return evaluated;
    }

    /** {@return whether all of these can be answered with the index} */
    boolean spareScan(List<Aggregate> aggregates) {
        return Collections.disjoint(scanned, aggregates);
    }

    /** {@return for people: what was not simply looked up, and why} */
    List<String> notes() {
        return notes;
    }
}
