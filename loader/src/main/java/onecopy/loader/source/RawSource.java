package onecopy.loader.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import onecopy.data.npy.NpyType;

/**
 * A file of nothing but two's complement integers.
 *
 * @param file its path; a regular file
 * @param type what the file holds
 * @param order its byte order
 */
public record RawSource(Path file, ElementType type, ByteOrder order) implements ValueSource {
    @Override
    public String kind() {
        return "raw";
    }

    @Override
    public String description() {
        return file.toAbsolutePath().normalize().toString();
    }

    @Override
    public Map<String, String> parameters() {
        return Map.of("type", type.label(), "order", order == ByteOrder.BIG_ENDIAN ? "big-endian" : "little-endian");
    }

    @Override
    public IndexedInput open() {
        long sizeBytes = sizeBytes();
        int width = type.widthBytes();
        if (sizeBytes % width != 0) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, file + " has " + sizeBytes
                    + " bytes, which is no multiple of the " + width + " bytes of an " + type.label());
        }
        return FileElements.open(file, new NpyType(width, true, order), 0, sizeBytes / width);
    }

    private long sizeBytes() {
        RegularFile.require(file);
        try {
            long sizeBytes = Files.size(file);
            if (sizeBytes == 0 && hasContent()) {
                throw new OnecopyException(Fault.INVALID_ARGUMENT, "cannot read " + file
                        + ": it says it has 0 bytes and has more, as files of the kernel do; copy it to another file first");
            }
            return sizeBytes;
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    private boolean hasContent() throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.read() >= 0;
        }
    }
}
