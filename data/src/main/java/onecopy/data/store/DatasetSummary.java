package onecopy.data.store;

import java.util.Optional;

/**
 * One version in a listing.
 *
 * @param name name of the dataset
 * @param version number of the version
 * @param current whether new batches see this version
 * @param manifest what it is; empty if its manifest cannot be read
 * @param problem why it cannot be used, in one sentence; empty if nothing was found
 */
public record DatasetSummary(String name, long version, boolean current, Optional<Manifest> manifest,
        Optional<String> problem) {}
