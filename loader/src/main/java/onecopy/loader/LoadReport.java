package onecopy.loader;

import java.time.Duration;
import java.util.List;
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
 * @param whyNoIndex why an index that was asked for is missing; empty where there is one or none was asked for
 * @param warnings what could not be tidied up, each a sentence: old versions, litter of interrupted loads
 * @param elapsed time from opening the source to the published version, the index excepted
 * @param indexElapsed time that the index took, built or not
 */
public record LoadReport(String name, long version, Manifest manifest, Optional<IndexManifest> index,
        Optional<String> whyNoIndex, List<String> warnings, Duration elapsed, Duration indexElapsed) {
    /** Copies the list. */
    public LoadReport {
        warnings = List.copyOf(warnings);
    }
}
