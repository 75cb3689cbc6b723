package onecopy.loader;

import java.util.Optional;
import onecopy.data.ElementType;
import onecopy.loader.index.IndexOptions;
import onecopy.loader.write.WriteProgress;

/**
 * How to load.
 *
 * @param type type of the dataset's elements; where empty, the smaller one that holds every value
 * @param inPlace whether to adopt the source's file by a hard link instead of copying it
 * @param keepOld whether older versions stay; otherwise those that nobody uses are removed
 * @param index how to build the index that is published with the values; where empty, none is
 * @param progress is told how far the load is
 */
public record LoadOptions(Optional<ElementType> type, boolean inPlace, boolean keepOld, Optional<IndexOptions> index,
        WriteProgress progress) {
    /**
     * A copy in the type that fits, replacing older versions, without progress. Without index too, unlike the command: an
     * index costs time, memory and space that a program grants by {@link #withIndex}, with {@link IndexOptions#usual()}
     * for what the command builds.
     */
    public static final LoadOptions DEFAULT = new LoadOptions(Optional.empty(), false, false, Optional.empty(),
            WriteProgress.NONE);

    /** {@return these options with a type} */
    public LoadOptions withType(ElementType type) {
        return new LoadOptions(Optional.of(type), inPlace, keepOld, index, progress);
    }

    /** {@return these options with or without a copy} */
    public LoadOptions withInPlace(boolean inPlace) {
        return new LoadOptions(type, inPlace, keepOld, index, progress);
    }

    /** {@return these options, keeping older versions or not} */
    public LoadOptions withKeepOld(boolean keepOld) {
        return new LoadOptions(type, inPlace, keepOld, index, progress);
    }

    /** {@return these options, building an index} */
    public LoadOptions withIndex(IndexOptions index) {
        return new LoadOptions(type, inPlace, keepOld, Optional.of(index), progress);
    }
}
