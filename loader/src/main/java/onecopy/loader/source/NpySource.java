package onecopy.loader.source;

import java.nio.file.Path;
import onecopy.data.npy.NpyHeader;

/**
 * A NumPy file of one dimension and any integer type, written by any version of the format. Unsigned 64-bit values
 * above 2^63 - 1 are errors.
 *
 * @param file its path
 */
public record NpySource(Path file) implements ValueSource {
    @Override
    public String kind() {
        return "npy";
    }

    @Override
    public String description() {
        return file.toAbsolutePath().normalize().toString();
    }

    @Override
    public IndexedInput open() {
        RegularFile.require(file);
        NpyHeader header = NpyHeader.read(file);
        return FileElements.open(file, header.type(), header.dataOffset(), header.count());
    }
}
