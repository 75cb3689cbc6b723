package onecopy.data.store;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Where each file of a store lies.
 *
 * <pre>
 * root/
 *   .locks/NAME        held exclusively by whoever changes the dataset; holds the last version number given out
 *   NAME/
 *     current          symbolic link to the folder of the current version, relative: "3"
 *     3/               an immutable version
 *       values.npy     the values
 *       manifest.json  what they are
 *       checksums.npy  CRC32C of each block of values
 *       zones.npy      extremes and sum of each zone of values
 *       pin            empty; held shared by every reader, exclusively by who removes the version
 *     .new-*           a version being written        (litter once its writer is gone)
 *     .current-*       a link about to be renamed     (litter once its writer is gone)
 *     .old-*           a version being removed        (litter once its remover is gone)
 * </pre>
 *
 * Names of datasets never begin with a dot, so whatever does is not a dataset.
 *
 * @param root the store's folder
 */
public record StoreLayout(Path root) {
    /** The largest number a version can have. */
    public static final long MAX_VERSION = 999_999_999_999_999_999L;
    private static final int MAX_VERSION_DIGITS = Long.toString(MAX_VERSION).length();

    /** The name of a version's values. */
    public static final String VALUES = "values.npy";
    /** The name of a version's manifest. */
    public static final String MANIFEST = "manifest.json";
    /** The name of a version's checksums. */
    public static final String CHECKSUMS = "checksums.npy";
    /** The name of a version's zone map. */
    public static final String ZONES = "zones.npy";
    /** The name of a version's pin. */
    public static final String PIN = "pin";

    /** {@return the folder of a dataset} */
    public Path datasetFolder(String name) {
        return root.resolve(name);
    }

    /** {@return the folder of a version} */
    public Path versionFolder(String name, long version) {
        return datasetFolder(name).resolve(Long.toString(version));
    }

    /** {@return the link that chooses the current version} */
    public Path currentLink(String name) {
        return datasetFolder(name).resolve("current");
    }

    /** {@return the file that whoever changes the dataset locks exclusively} */
    public Path changeLock(String name) {
        return root.resolve(".locks").resolve(name);
    }

    /** {@return the folder in which a version is written before it gets its number} */
    public Path newFolder(String name, String token) {
        return datasetFolder(name).resolve(".new-" + token);
    }

    /** {@return the link that is renamed over {@link #currentLink}} */
    public Path newCurrentLink(String name, String token) {
        return datasetFolder(name).resolve(".current-" + token);
    }

    /** {@return the folder a version is renamed to before its files are deleted} */
    public Path oldFolder(String name, String token) {
        return datasetFolder(name).resolve(".old-" + token);
    }

    /** {@return a version's values} */
    public Path values(String name, long version) {
        return versionFolder(name, version).resolve(VALUES);
    }

    /** {@return a version's manifest} */
    public Path manifest(String name, long version) {
        return versionFolder(name, version).resolve(MANIFEST);
    }

    /** {@return a version's checksums} */
    public Path checksums(String name, long version) {
        return versionFolder(name, version).resolve(CHECKSUMS);
    }

    /** {@return a version's zone map} */
    public Path zones(String name, long version) {
        return versionFolder(name, version).resolve(ZONES);
    }

    /** {@return a version's pin} */
    public Path pin(String name, long version) {
        return versionFolder(name, version).resolve(PIN);
    }

    /** {@return whether a file in a dataset's folder is a writer's or remover's temporary one} */
    public static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".new-") || name.startsWith(".current-") || name.startsWith(".old-");
    }

    /** {@return the version whose folder has this name; empty for any other name} */
    public static OptionalLong versionOf(String folderName) {
        boolean digits = !folderName.isEmpty() && folderName.length() <= MAX_VERSION_DIGITS
                && folderName.chars().allMatch(c -> '0' <= c && c <= '9');
        return digits && folderName.charAt(0) != '0'
                ? OptionalLong.of(Long.parseLong(folderName))
                : OptionalLong.empty();
    }
}
