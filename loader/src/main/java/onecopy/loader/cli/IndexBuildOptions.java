package onecopy.loader.cli;

import java.util.Optional;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.index.IndexForm;
import onecopy.loader.index.IndexOptions;
import picocli.CommandLine.Option;

/** How to build an index, wherever one is built. */
final class IndexBuildOptions {
    private static final String AUTO = "auto";

    @Option(names = "--memory", paramLabel = "SIZE", defaultValue = "1g", description = "Memory the index may take to be built, beyond the mapped files: 256m, 1g (default: ${DEFAULT-VALUE}).")
    private String memory;

    @Option(names = "--form", paramLabel = "F", defaultValue = AUTO, description = "Form of the index: distinct, sorted or auto, which chooses by size (default: ${DEFAULT-VALUE}).")
    private String form;

    /** {@return the options as chosen} */
    IndexOptions apply(IndexOptions options) {
        Optional<IndexForm> chosen = form.equals(AUTO) ? Optional.empty() : Optional.of(formOf(form));
        IndexOptions sized = options.withMemoryBytes(bytes(memory));
        return chosen.map(sized::withForm).orElse(sized);
    }

    private static IndexForm formOf(String label) {
        for (IndexForm known : IndexForm.values()) {
            if (known.label().equals(label)) {
                return known;
            }
        }
        throw invalid("unknown index form '" + label + "': it is auto, distinct or sorted");
    }

    private static long bytes(String text) {
        if (!text.matches("[0-9]{1,9}[kmgKMG]?")) {
            throw invalid("--memory is '" + text + "': it is a number of bytes, or one with k, m or g like 256m or 1g");
        }
        char unit = Character.toLowerCase(text.charAt(text.length() - 1));
        int shift = switch (unit) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        String digits = shift == 0 ? text : text.substring(0, text.length() - 1);
        return Long.parseLong(digits) << shift;
    }

    private static OnecopyException invalid(String sentence) {
        return new OnecopyException(Fault.INVALID_ARGUMENT, sentence);
    }
}
