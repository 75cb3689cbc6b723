package onecopy.service.torture.client;

import java.util.Optional;
import java.util.regex.Pattern;
import onecopy.data.fault.OnecopyException;

/**
 * What the sentence of an error must be, whatever happened: one line for a user, without words that only a developer
 * understands, which names what is wrong.
 */
final class Sentences {
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    /** A class with its package, an exception or error by its name, a value that was forgotten; a quoted 'null' is JSON's. */
    private static final Pattern JAVA = Pattern
            .compile("\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*|\\w*(?:Exception|Error)\\b|(?<!['\\w])null(?!['\\w])");
    private static final Pattern FILE = Pattern.compile("(?<!\\S)'?/\\S|\\.npy\\b|\\.json\\b|\\bcontrol file\\b");
    private static final Pattern FUNCTION = Pattern.compile("\\bfunction '[^']+'");

    private Sentences() {}

    /** {@return what is wrong with the sentence of an error that ended a batch over this dataset; empty if nothing is} */
    static Optional<String> complaint(OnecopyException error, String dataset) {
        String sentence = String.valueOf(error.getMessage());
        if (sentence.isBlank()) {
            return Optional.of("it says nothing");
        }
        if (LINE_BREAK.matcher(sentence).find()) {
            return Optional.of("it has more than one line");
        }
        return switch (error.fault()) {
            // What a user's function says when it throws is quoted, and that is meant.
            case FUNCTION_FAILED -> unless(FUNCTION.matcher(sentence).find(), "it names no function");
            case CORRUPT -> withoutJava(sentence).or(() -> unless(
                    sentence.contains(dataset) || FILE.matcher(sentence).find(), "it names neither dataset nor file"));
            default -> withoutJava(sentence);
        };
    }

    private static Optional<String> withoutJava(String sentence) {
        return JAVA.matcher(sentence).results().findFirst().map(found -> "it says '" + found.group() + "'");
    }

    private static Optional<String> unless(boolean good, String complaint) {
        return good ? Optional.empty() : Optional.of(complaint);
    }
}
