package onecopy.service.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final Map<Aggregate, String> scanned = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** Sends a function to the index's own totals. */
    void lookUp(StoredFunction function) {
        stored.add(function);
    }

    /** Has a function evaluated over the values of the index. */
    void evaluate(Aggregate function, String note) {
        evaluated.add(function);
        notes.add(note);
    }

    /** Leaves a function to a scan. */
    void scan(Aggregate function, String note) {
        scanned.put(function, note);
        notes.add(note);
    }

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
            lookUp(totals.get());
        } else if (totals.isPresent()) {
            evaluate(aggregate, "workers read the totals of '" + function.name() + "' in the index");
        } else if (forced || index.distinctCount() <= index.count() / WORTHWHILE_REPEATS) {
            evaluate(aggregate, "'" + function.name() + "' is evaluated once per distinct value: "
                    + index.whyNotStored(function).orElseThrow());
        } else {
            scan(aggregate, "'" + function.name() + "' needs a scan: " + index.whyNotStored(function).orElseThrow()
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
        if (!scanned.isEmpty()) {
            for (Aggregate aggregate : aggregates) {
                if (scanned.containsKey(aggregate)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@return for people: what was not simply looked up, and why} */
    List<String> notes() {
        return notes;
    }
}
