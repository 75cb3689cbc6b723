package onecopy.service.bench.figure;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report for scripts: one object with {@code title}, {@code started_at}, {@code conditions}, {@code goals},
 * {@code goals_reached} and {@code figures}. A figure has {@code id}, {@code what}, {@code value}, {@code unit},
 * {@code ratio}, {@code baseline}, {@code goal} (with {@code judged}, {@code at_least} or {@code at_most}),
 * {@code reached} and {@code note}; what it does not have is {@code null}.
 */
public final class ReportJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private ReportJson() {}

    /** {@return a report as JSON, indented} */
    public static String of(Report report) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("title", report.title());
        root.put("started_at", report.startedAt().toString());
        ObjectNode conditions = root.putObject("conditions");
        report.conditions().forEach(conditions::put);
        root.put("goals", report.goals());
        root.put("goals_reached", report.goalsReached());
        root.putArray("figures").addAll(report.figures().stream().map(ReportJson::node).toList());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static ObjectNode node(Figure figure) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", figure.id());
        node.put("what", figure.what());
        node.put("value", figure.value());
        node.put("unit", figure.unit());
        Optional<Figure.Comparison> comparison = figure.comparison();
        node.put("ratio", comparison.map(Figure.Comparison::ratio).orElse(null));
        node.put("baseline", comparison.map(Figure.Comparison::baseline).orElse(null));
        node.set("goal", figure.goal().map(ReportJson::node).orElse(null));
        node.put("reached", figure.reached().orElse(null));
        node.put("note", figure.note().isEmpty() ? null : figure.note());
        return node;
    }

    private static ObjectNode node(Goal goal) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("judged", goal.judged() == Goal.Judged.VALUE ? "value" : "ratio");
        node.put(goal.atLeast() ? "at_least" : "at_most", goal.bound());
        return node;
    }
}
