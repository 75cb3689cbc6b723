package onecopy.data.command;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns a picocli complaint into one sentence of ours: what, which value, where it came from, what to do. */
final class UsageSentence {
    private UsageSentence() {}

    static String of(ParameterException e, SettingsDefaults defaults) {
        StringBuilder sentence = new StringBuilder(startedLow(String.valueOf(e.getMessage()).strip()
                .replaceAll("\\s*\\R\\s*", " ").replaceFirst("^Error: ", "")
                .replaceFirst("is not an int$", "is no integer of at most 32 bits")
                .replaceFirst("is not a long$", "is no integer of at most 64 bits")));
        if (e.getArgSpec() instanceof OptionSpec option && defaults.originOf(option) != null) {
            sentence.append(" (from ").append(defaults.originOf(option)).append(')');
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                sentence.append("; did you mean ").append(suggestions.getFirst()).append('?');
            }
        }
        return sentence.append("; see '").append(e.getCommandLine().getCommandSpec().qualifiedName())
                .append(" --help'").toString();
    }

    private static String startedLow(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toLowerCase(Locale.ROOT)
                        + sentence.substring(1);
    }
}
