package onecopy.data.store;

import java.nio.file.Path;
import onecopy.data.checksum.BlockChecksums;
import onecopy.data.mapped.MappedValues;

/** One version of a dataset, open for reading and pinned: it is not removed before this is closed. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class DatasetVersion implements AutoCloseable {
    DatasetVersion() {}

    /** {@return the dataset's name} */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** {@return the version's number} */
    public long version() {
        throw new UnsupportedOperationException();
    }

    /** {@return what the version is} */
    public Manifest manifest() {
        throw new UnsupportedOperationException();
    }

    /** {@return the folder of the version} */
    public Path folder() {
        throw new UnsupportedOperationException();
    }

    /** {@return the file with the values} */
    public Path valuesFile() {
        throw new UnsupportedOperationException();
    }

    /** {@return a new mapping of the values, the caller's to close} */
    public MappedValues map() {
        throw new UnsupportedOperationException();
    }

    /** {@return the checksums of the values} */
    public BlockChecksums checksums() {
        throw new UnsupportedOperationException();
    }

    /** Unpins. Mappings made before stay readable. Closing twice is harmless. */
    @Override
    public void close() {}
}
