package onecopy.service.torture.fault;

import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;

/**
 * What a load does that can be seen from outside, in this order: each step is known by a name that appears in the store, or
 * in one case by a file that changes. Some of the names are gone a moment later, so only who {@linkplain StoreWatch is told of
 * them} sees all.
 */
enum LoadStep {
    /** The folder of the new version, made under the change lock. */
    FOLDER("*/.new-*"),
    /** The lock by which the loader shows that it lives. */
    PRESENCE("*/.new-*/writer"),
    /** The values. */
    VALUES("*/.new-*/values.npy"),
    /** Their checksums. */
    CHECKSUMS("*/.new-*/checksums.npy"),
    /** Their zone map. */
    ZONES("*/.new-*/zones.npy"),
    /** What the values are. */
    MANIFEST("*/.new-*/manifest.json"),
    /** The folder in which the index is built. */
    INDEX_FOLDER("*/.new-*/.index-new-*"),
    /** The values in order. */
    INDEX_VALUES("*/.new-*/{.index-new-,index-}*/values.npy"),
    /** Running counts and sums, made beside the ordered values. */
    INDEX_TOTALS("*/.new-*/{.index-new-,index-}*/totals.npy"),
    /** The checksums of any of the arrays. */
    INDEX_CHECKS("*/.new-*/{.index-new-,index-}*/*.crc.npy"),
    /** The first values of blocks. */
    INDEX_SAMPLES("*/.new-*/{.index-new-,index-}*/samples.npy"),
    /** The first of blocks of samples. */
    INDEX_TOP("*/.new-*/{.index-new-,index-}*/top.npy"),
    /** Totals of a function; never where its values take long to compute. */
    INDEX_FUNCTION("*/.new-*/{.index-new-,index-}*/function-*.npy"),
    /** What the index is. */
    INDEX_MANIFEST("*/.new-*/{.index-new-,index-}*/index.json"),
    /** The folder of the index renamed. */
    INDEX_RENAMED("*/.new-*/index-*"),
    /** The link to it under construction. */
    INDEX_LINK("*/.new-*/.index-link-*"),
    /** That link renamed. */
    INDEX("*/.new-*/index"),
    /** What readers will hold; the change lock is held from before it to the end. */
    PIN("*/.new-*/pin"),
    /** The number of the version, written into the change lock. */
    NUMBER(".locks/*"),
    /** The folder of the version renamed. */
    VERSION("*/[1-9]*"),
    /** The link to it under construction. */
    LINK("*/.current-*"),
    /** That link renamed: the version is published. */
    CURRENT("*/current"),
    /** An older version on its way out; never where a reader holds each of them. */
    REMOVAL("*/.old-*");

    private final String glob;

    LoadStep(String glob) {
        this.glob = glob;
    }

    /** {@return what knows its names, relative to the store} */
    PathMatcher names() {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    /** {@return the steps of a load with an index or without one} */
    static List<LoadStep> of(boolean indexed) {
        return Arrays.stream(values()).filter(step -> indexed || !step.name().startsWith("INDEX")).toList();
    }
}
