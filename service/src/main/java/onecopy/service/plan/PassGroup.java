package onecopy.service.plan;

import java.util.List;
import onecopy.data.ElementType;
import onecopy.data.function.FunctionRegistry;
import onecopy.service.query.RangeAnswer;
import onecopy.service.query.RangeQuery;
import onecopy.service.scan.Partial;

/** Some of a batch's ranges and the passes that answer them. */
final class PassGroup {
    private final int[] places;
    private final List<ScanPlan> passes;

    /**
     * @param places of the queries within the batch
     * @param queries as many
     */
    PassGroup(int[] places, List<RangeQuery> queries, ElementType type, FunctionRegistry functions) {
        this.places = places;
        this.passes = ScanPlan.of(queries, type, functions);
    }

    /** Runs a pass. */
    interface Run {
        /** Adds what the pass accumulates to a partial of it. */
        void accumulate(ScanPlan pass, Partial into);
    }

    /** Takes an answer. */
    interface Taker {
        /** Takes the answer to the query at a place of the batch. */
        void take(int place, RangeAnswer answer);
    }

    List<ScanPlan> passes() {
        return passes;
    }

    void answer(Run run, Taker taker) {
        RangeAnswer[] answers = new RangeAnswer[places.length];
        for (ScanPlan pass : passes) {
            Partial merged = new Partial(pass.spec());
            run.accumulate(pass, merged);
            pass.answerInto(merged, answers);
        }
        for (int i = 0; i < places.length; i++) {
            taker.take(places[i], answers[i]);
        }
    }
}
