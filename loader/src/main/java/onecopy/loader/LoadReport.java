package onecopy.loader;

import java.time.Duration;
import java.util.Optional;
import onecopy.data.index.IndexManifest;
import onecopy.data.store.Manifest;

/**
 * What was loaded.
 *
 * @param name name of the dataset
 * @param version number of the version that was published
 * @param manifest what the version is
 * @param index what its index is; empty if it has none
 * @param elapsed time from opening the source to the published version
 */
public record LoadReport(String name, long version, Manifest manifest, Optional<IndexManifest> index,
        Duration elapsed) {}
