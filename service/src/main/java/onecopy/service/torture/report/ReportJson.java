package onecopy.service.torture.report;

import onecopy.data.command.OutputFormat;
import onecopy.service.torture.fault.FaultKind;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report for scripts ({@link OutputFormat#JSON}): one object with {@code seed}, {@code from} (the number of the first
 * run), {@code made} and {@code of} (how many runs this part of the campaign made, and how many the whole one has), {@code
 * runs} (the same as {@code made}), {@code next} (the number of the run to go on with, where runs are left), {@code
 * failed_runs}, {@code batches}, {@code exact}, {@code typed} (counts by error code), {@code wrong}, {@code hangs},
 * {@code unexpected}, {@code leaks}, {@code injected} (counts by kind of fault), {@code slowest_restart_ms}
 * and {@code slowest_restart_seed} (where a batch was answered after a coordinator was ended),
 * {@code elapsed_ms}, {@code shortcomings} and {@code failures}, an array of objects with {@code run}, {@code seed},
 * {@code faults}, {@code complaints} and {@code leaks}.
 */
public final class ReportJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private ReportJson() {}

    /** {@return a report as JSON, indented} */
    public static String of(TortureReport report) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("seed", report.seed());
        root.put("from", report.from());
        root.put("made", report.results().size());
        root.put("of", report.runs());
        root.put("runs", report.results().size());
        if (report.next() < report.runs()) {
            root.put("next", report.next());
        }
        root.put("failed_runs", report.failedRuns());
        root.put("batches", report.batches());
        root.put("exact", report.exact());
        ObjectNode typed = root.putObject("typed");
        report.typed().forEach((fault, count) -> typed.put(fault.code(), count));
        root.put("wrong", report.wrong());
        root.put("hangs", report.hangs());
        root.put("unexpected", report.unexpected());
        root.put("leaks", report.leaks());
        ObjectNode injected = root.putObject("injected");
        report.injected().forEach((kind, count) -> injected.put(kind.label(), count));
        report.slowestRestart().ifPresent(slowest -> {
            root.put("slowest_restart_ms", slowest.slowestRecovery().toMillis());
            root.put("slowest_restart_seed", slowest.seed());
        });
        root.put("elapsed_ms", report.elapsed().toMillis());
        ArrayNode shortcomings = root.putArray("shortcomings");
        report.shortcomings().forEach(shortcomings::add);
        ArrayNode failures = root.putArray("failures");
        report.results().stream().filter(result -> !result.passed()).map(ReportJson::failure).forEach(failures::add);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static ObjectNode failure(RunResult result) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("run", result.number());
        node.put("seed", result.seed());
        ArrayNode faults = node.putArray("faults");
        result.faults().stream().map(FaultKind::label).forEach(faults::add);
        ArrayNode complaints = node.putArray("complaints");
        result.counts().complaints().forEach(complaints::add);
        ArrayNode leaks = node.putArray("leaks");
        result.leaks().forEach(leaks::add);
        return node;
    }
}
