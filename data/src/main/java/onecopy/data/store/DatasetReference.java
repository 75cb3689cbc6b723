package onecopy.data.store;

import java.util.OptionalLong;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * A dataset as users write it: {@code NAME}, the current version, or {@code NAME@VERSION}.
 *
 * @param name name of the dataset
 * @param version the version asked for; empty for the current one
 */
public record DatasetReference(String name, OptionalLong version) {
    /** Checks the name. */
    public DatasetReference {
        Store.requireName(name);
    }

    /**
     * {@return the reference in a text}
     *
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} for a name or number that none can have
     */
    public static DatasetReference parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return new DatasetReference(text, OptionalLong.empty());
        }
        OptionalLong version = StoreLayout.versionOf(text.substring(at + 1));
        if (version.isEmpty()) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT,
                    "'" + Excerpt.of(text) + "' names no version: after the @ stands a number from 1 on");
        }
        return new DatasetReference(text.substring(0, at), version);
    }

    /** {@return the text {@link #parse} reads} */
    @Override
    public String toString() {
        return version.isPresent() ? name + "@" + version.getAsLong() : name;
    }
}
