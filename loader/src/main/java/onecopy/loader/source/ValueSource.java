package onecopy.loader.source;

import java.util.Map;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/** Where the values of a dataset come from. Sources are plain descriptions; {@link #open()} touches the files. */
public sealed interface ValueSource permits NpySource, RawSource, TextSource, CsvSource, RandomSource {
    /** {@return one word for the manifest: {@code npy}, {@code raw}, {@code text}, {@code csv} or {@code random}} */
    String kind();

    /** {@return what the source is, for people: usually its path} */
    String description();

    /** {@return whatever else it takes to load the same numbers again, by name} */
    default Map<String, String> parameters() {
        return Map.of();
    }

    /**
     * Opens the source.
     *
     * @throws OnecopyException with the {@link Fault} of what is wrong: a missing file, no permission, a file that is
     *     not of this kind
     */
    SourceInput open();
}
