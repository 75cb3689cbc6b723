package onecopy.data.store;

import java.util.OptionalLong;

/**
 * A dataset as users write it: {@code NAME}, the current version, or {@code NAME@VERSION}.
 *
 * @param name name of the dataset
 * @param version the version asked for; empty for the current one
 */
@SuppressWarnings("DoNotCallSuggester")
public record DatasetReference(String name, OptionalLong version) {
    /** {@return the reference in a text} */
    public static DatasetReference parse(String text) {
        throw new UnsupportedOperationException(text);
    }
}
