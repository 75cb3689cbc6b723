package onecopy.service.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import onecopy.data.command.OutputFormat;
import onecopy.data.command.StoreOption;
import onecopy.service.doctor.Doctor;
import onecopy.service.doctor.Finding;
import onecopy.service.doctor.Finding.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code onecopy doctor}: what stands in the way, and the remedies. */
@Command(name = "doctor", header = "Say what on this machine stands in the way, and what to do about it.", description = {
    "", "Looks at the JDK, disks, memory, limits, store and run directory; changes nothing. Ends with 1 where",
    "something does not work, with 0 where everything does, warnings or not.", ""})
final class DoctorCommand implements Callable<Integer> {
    private static final int TOPIC_WIDTH = 22;

    @Spec
    private CommandSpec spec;

    @Option(names = "--format", paramLabel = "F", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    @Mixin
    private StoreOption store;

    @Mixin
    private RunOption run;

    @Override
    public Integer call() {
        List<Finding> findings = new Doctor(store.store(), run.runDirectory()).examine();
        PrintWriter out = spec.commandLine().getOut();
        if (format == OutputFormat.JSON) {
            out.println(JsonMapper.shared().writeValueAsString(fields(findings)));
        } else {
            print(findings, out);
        }
        return count(findings, Level.ERROR) == 0 ? 0 : 1;
    }

    private static void print(List<Finding> findings, PrintWriter out) {
        for (Finding finding : findings) {
            String gap = " ".repeat(Math.max(1, TOPIC_WIDTH - finding.topic().length()));
            out.println(mark(finding.level()) + finding.topic() + gap + finding.text());
            if (!finding.remedy().isEmpty()) {
                out.println(" ".repeat(mark(Level.OK).length() + TOPIC_WIDTH) + "-> " + finding.remedy());
            }
        }
        out.println();
        long errors = count(findings, Level.ERROR);
        long warnings = count(findings, Level.WARNING);
        out.println(errors == 0 && warnings == 0
                ? "Nothing stands in the way."
                : errors + (errors == 1 ? " error, " : " errors, ") + warnings
                        + (warnings == 1 ? " warning." : " warnings."));
    }

    private static String mark(Level level) {
        return switch (level) {
            case OK -> "ok       ";
            case WARNING -> "warning  ";
            case ERROR -> "ERROR    ";
        };
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static Map<String, Object> fields(List<Finding> findings) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("errors", count(findings, Level.ERROR));
        fields.put("warnings", count(findings, Level.WARNING));
        fields.put("findings", findings.stream().map(DoctorCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("level", finding.level().name().toLowerCase(Locale.ROOT));
        fields.put("topic", finding.topic());
        fields.put("text", finding.text());
        fields.put("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
        return fields;
    }
}
