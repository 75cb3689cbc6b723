package onecopy.data.store;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * What a comparison of a version's values with their checksums found.
 *
 * @param blocks number of blocks compared
 * @param damages one sentence for each damage found, in file order; empty if the version is sound
 */
@SuppressWarnings("DoNotCallSuggester")
public record Verification(int blocks, List<String> damages) {
    /** Copies the list. */
    public Verification {
        damages = List.copyOf(damages);
    }

    /**
     * Reads all of a version.
     *
     * @param progress is told the number of elements compared so far, after each block
     */
    public static Verification of(DatasetVersion version, LongConsumer progress) {
        throw new UnsupportedOperationException("" + version.name() + progress);
    }

    /** {@return whether nothing is damaged} */
    public boolean isSound() {
        return damages.isEmpty();
    }
}
