package onecopy.service.cli;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import onecopy.data.command.Units;
import onecopy.service.query.Explanation;
import onecopy.service.query.PlanKind;

/** How a batch was planned and computed, in a few lines for people. */
final class ExplanationText {
    private ExplanationText() {}

    static void print(Explanation explanation, PrintWriter err) {
        err.println("plan       " + plans(explanation));
        explanation.notes().forEach(note -> err.println("because    " + note));
        err.println("estimate   " + Units.duration(explanation.estimatedNs()));
        if (explanation.lookups() > 0) {
            err.println("index      " + Units.counted(explanation.lookups(), "search", "searches")
                    + evaluated(explanation));
        }
        if (explanation.passes() > 0) {
            err.println("data       " + Units.counted(explanation.passes(), "pass", "passes") + " for "
                    + Units.counted(explanation.distinctCuts(), "distinct bound", "distinct bounds") + "; "
                    + Units.counted(explanation.skippedElements(), "element", "elements") + " skipped");
        }
        if (explanation.chunks() > 0) {
            err.printf(Locale.ROOT,
                    "chunks     %s (policy %s), %s to %s elements each; an element was expected to cost a worker %.2f ns; "
                            + "the first worker out of work waited %.2f ms for the last%n",
                    Units.grouped(explanation.chunks()), explanation.chunkPolicy(),
                    Units.grouped(explanation.smallestChunkElements()),
                    Units.grouped(explanation.largestChunkElements()), explanation.nsPerElement(),
                    explanation.idleTailNs() / 1e6);
        }
    }

    private static String plans(Explanation explanation) {
        Map<PlanKind, Integer> counts = new EnumMap<>(PlanKind.class);
        explanation.plans().forEach(plan -> counts.merge(plan, 1, Integer::sum));
        StringBuilder text = new StringBuilder();
        counts.forEach((plan, count) -> text.append(text.isEmpty() ? "" : ", ").append(plan.label()).append(" for ")
                .append(Units.counted(count, "query", "queries")));
        return text.isEmpty() ? "nothing to answer" : text.toString();
    }

    private static String evaluated(Explanation explanation) {
        return explanation.evaluatedEntries() == 0
                ? ""
                : "; functions evaluated over " + Units.counted(explanation.evaluatedEntries(), "entry", "entries");
    }
}
