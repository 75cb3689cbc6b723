package onecopy.data.npy;

import java.io.InputStream;
import java.nio.file.Path;
import onecopy.data.ElementType;

/**
 * The header of a one-dimensional {@code .npy} file of integers.
 *
 * @param type how an element lies in the file
 * @param count number of elements
 * @param dataOffset bytes before the first element
 */
@SuppressWarnings("DoNotCallSuggester")
public record NpyHeader(NpyType type, long count, long dataOffset) {
    /** Where the data of a dataset's own files begins: on a page, so that a mapping of the values is aligned. */
    public static final int PAGE_BYTES = 4096;

    /**
     * {@return the header of a file whose length is exactly what the header says}
     *
     * @throws onecopy.data.fault.OnecopyException if the file cannot be read, is not such a file or has another length
     */
    public static NpyHeader read(Path file) {
        throw new UnsupportedOperationException(file.toString());
    }

    /**
     * {@return the header at the beginning of a stream, which afterwards stands at the first element}
     *
     * @param name what errors call the stream
     */
    public static NpyHeader read(InputStream in, String name) {
        throw new UnsupportedOperationException(name + in);
    }

    /**
     * {@return the bytes of a format 1.0 header for little-endian elements in C order}
     *
     * @param padTo the header's length is a multiple of this; 64 is NumPy's own choice, {@link #PAGE_BYTES} a dataset's
     */
    public static byte[] encode(NpyType type, long count, int padTo) {
        throw new UnsupportedOperationException("" + type + count + padTo);
    }

    /** {@return {@link #encode(NpyType, long, int)} for a dataset's values, padded to {@link #PAGE_BYTES}} */
    public static byte[] encode(ElementType type, long count) {
        return encode(NpyType.of(type), count, PAGE_BYTES);
    }

    /** {@return bytes the elements take} */
    public long dataBytes() {
        return count * type.widthBytes();
    }

    /** {@return bytes of the whole file} */
    public long fileBytes() {
        return dataOffset + dataBytes();
    }
}
