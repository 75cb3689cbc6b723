package onecopy.data.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a dataset's numbers came from.
 *
 * @param kind {@code npy}, {@code raw}, {@code text}, {@code csv} or {@code random}
 * @param description for people: usually the path that was loaded
 * @param inPlace whether {@code values.npy} is a hard link to a file of the user's
 * @param parameters whatever else it takes to load the same numbers again: column, byte order, seed
 */
public record Source(String kind, String description, boolean inPlace, Map<String, String> parameters) {
    /** Copies the parameters, keeping their order. */
    public Source {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
