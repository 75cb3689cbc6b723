package onecopy.loader.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import onecopy.data.fault.FileKinds;
import onecopy.data.fault.OnecopyException;

/** Bytes to be read once, from their beginning: a file's or a stream's. */
public sealed interface ByteOrigin {
    /** {@return how errors and manifests call it} */
    String label();

    /** {@return its size where that is known before reading} */
    OptionalLong sizeBytes();

    /**
     * {@return the bytes; the caller closes it}
     *
     * @throws OnecopyException where a file is missing, no file or not readable
     */
    InputStream open();

    /** {@return the content of a file, a pipe or a device} */
    static ByteOrigin of(Path file) {
        return new OfFile(file);
    }

    /**
     * {@return what a stream still has}
     *
     * @param label how errors call it, for example {@code standard input}
     */
    static ByteOrigin of(InputStream stream, String label) {
        return new OfStream(stream, label);
    }

    /** Closes what {@link #open()} returned. */
    static void close(InputStream stream, String label) {
        try {
            stream.close();
        } catch (IOException e) {
            throw OnecopyException.ofIo("close " + label, e);
        }
    }

    /**
     * A file.
     *
     * @param file its path
     */
    record OfFile(Path file) implements ByteOrigin {
        @Override
        public String label() {
            return file.toAbsolutePath().normalize().toString();
        }

        @Override
        public OptionalLong sizeBytes() {
            try {
                return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
            } catch (IOException e) {
                throw OnecopyException.ofIo("read " + file, e);
            }
        }

        @Override
        public InputStream open() {
            return FileKinds.open(file, "read " + file);
        }
    }

    /**
     * A stream that is already open.
     *
     * @param stream the bytes
     * @param label how errors call it
     */
    record OfStream(InputStream stream, String label) implements ByteOrigin {
        @Override
        public OptionalLong sizeBytes() {
            return OptionalLong.empty();
        }

        @Override
        public InputStream open() {
            return stream;
        }
    }
}
