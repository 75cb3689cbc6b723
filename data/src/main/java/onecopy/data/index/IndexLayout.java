package onecopy.data.index;

import java.nio.file.Path;

/**
 * The names, sizes and places every index has in common. {@code data/FORMAT.md} explains them.
 *
 * <pre>
 * VERSION/
 *   index                  symbolic link to the folder in use, relative: "index-2"
 *   index-2/               an immutable index
 *     index.json           what it is
 *     values.npy           the values in order: distinct ones, or all
 *     samples.npy          the first value of each block of values
 *     top.npy              the first of each block of samples
 *     totals.npy           running totals: count or distinct count, sum
 *     function-NAME.npy    running totals of a function
 *     STEM.crc.npy         CRC32C of every 4096 bytes of STEM.npy
 *   .index-lock            held exclusively by whoever builds an index
 *   .index-new-*           an index being built        (litter once its builder is gone)
 *   .index-link-*          a link about to be renamed  (litter once its builder is gone)
 * </pre>
 */
public final class IndexLayout {
    /** The format this code reads and writes. */
    public static final int FORMAT_VERSION = 1;

    /** Entries in a block: the unit of search within values and samples, and of totals in the sorted form. */
    public static final int BLOCK_ENTRIES = 128;

    /** Bytes with a checksum of their own: a page, so that checking touches no page the answer does not need. */
    public static final int CHECK_BYTES = 4096;

    /** Bytes of the header of every array, so that checked pieces and blocks of entries are aligned. */
    public static final int HEADER_BYTES = 4096;

    /** Bytes that a core reads at once: searches count them. */
    static final int LINE_BYTES = 64;

    /** The name of the link that chooses the index in use. */
    public static final String LINK = "index";
    /** What the names of index folders begin with, before their number. */
    public static final String FOLDER_PREFIX = "index-";
    /** The name of the manifest. */
    public static final String MANIFEST = "index.json";
    /** The name of the ordered values. */
    public static final String VALUES = "values.npy";
    /** The name of the first values of blocks. */
    public static final String SAMPLES = "samples.npy";
    /** The name of the first values of blocks of samples. */
    public static final String TOP = "top.npy";
    /** The name of the running counts and sums. */
    public static final String TOTALS = "totals.npy";
    /** The name of the file that a builder locks. */
    public static final String LOCK = ".index-lock";
    /** What the names of folders under construction begin with. */
    public static final String NEW_PREFIX = ".index-new-";
    /** What the names of links about to be renamed begin with. */
    public static final String NEW_LINK_PREFIX = ".index-link-";

    private IndexLayout() {}

    /** {@return the name of the running totals of a function} */
    public static String functionArray(String functionName) {
        return "function-" + functionName + ".npy";
    }

    /** {@return the name of the checksums of an array} */
    public static String checks(String arrayName) {
        return arrayName.substring(0, arrayName.length() - ".npy".length()) + ".crc.npy";
    }

    /** {@return the link in a version's folder that chooses the index in use} */
    public static Path link(Path versionFolder) {
        return versionFolder.resolve(LINK);
    }
}
