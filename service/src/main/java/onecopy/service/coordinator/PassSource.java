package onecopy.service.coordinator;

import java.nio.file.Path;
import onecopy.data.index.ValueIndex;
import onecopy.data.store.DatasetVersion;
import onecopy.service.control.JobSource;

/**
 * What the workers go over in a pass.
 *
 * @param kind values or entries of an index
 * @param path the file with the values, or the folder of the index; absolute
 * @param dataOffset bytes in the file before the first element
 * @param elements how many there are
 */
record PassSource(JobSource kind, Path path, long dataOffset, long elements) {
    static PassSource values(DatasetVersion dataset) {
        return new PassSource(JobSource.VALUES, dataset.valuesFile().toAbsolutePath(), dataset.manifest().dataOffset(),
                dataset.manifest().count());
    }

    static PassSource entries(ValueIndex index) {
        return new PassSource(JobSource.INDEX_ENTRIES, index.folder().toAbsolutePath(), 0, index.entries());
    }
}
