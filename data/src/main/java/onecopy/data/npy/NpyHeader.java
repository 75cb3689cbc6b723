package onecopy.data.npy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import onecopy.data.ElementType;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;

/**
 * The header of a {@code .npy} file of integers, which has one dimension unless it is read or written as a table.
 *
 * @param type how an element lies in the file
 * @param count number of elements
 * @param dataOffset bytes before the first element
 */
public record NpyHeader(NpyType type, long count, long dataOffset) {
    /** Where the data of a dataset's own files begins: on a page, so that a mapping of the values is aligned. */
    public static final int PAGE_BYTES = 4096;

    /** The padding NumPy itself uses. */
    public static final int NUMPY_PADDING_BYTES = 64;

    private static final int PREAMBLE_BYTES = 10;

    /**
     * {@return the header of a file whose length is exactly what the header says}
     *
     * @throws OnecopyException if the file cannot be read, is not such a file or has another length; the sentence
     *         begins with the path as given
     */
    public static NpyHeader read(Path file) {
        return read(file, 1);
    }

    /**
     * {@return the header of a file of two dimensions whose length is exactly what the header says}
     *
     * @param columns the second dimension, at least 2; the header's count is that of all elements
     * @throws OnecopyException if the file cannot be read, is not such a file in C order or has another length
     */
    public static NpyHeader readTable(Path file, int columns) {
        return read(file, columns);
    }

    private static NpyHeader read(Path file, int columns) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), PAGE_BYTES)) {
            NpyHeader header = new NpyHeaderReader(in, file.toString(), columns).read();
            header.requireLength(file, Files.size(file));
            return header;
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + file, e);
        }
    }

    /**
     * {@return the header at the beginning of a stream, which afterwards stands at the first element}
     *
     * @param name what errors call the stream
     * @throws OnecopyException if the stream cannot be read or does not begin with such a header
     */
    public static NpyHeader read(InputStream in, String name) {
        try {
            return new NpyHeaderReader(in, name, 1).read();
        } catch (IOException e) {
            throw OnecopyException.ofIo("read " + name, e);
        }
    }

    /**
     * {@return the bytes of a format 1.0 header in C order}
     *
     * @param padTo the header's length is a multiple of this, at most {@link #PAGE_BYTES}
     */
    public static byte[] encode(NpyType type, long count, int padTo) {
        if (count < 0) {
            throw new IllegalArgumentException("count=" + count);
        }
        return encode(type, "(" + count + ",)", padTo);
    }

    /** {@return the same for an array of two dimensions} */
    public static byte[] encodeTable(NpyType type, long rows, int columns, int padTo) {
        if (rows < 0 || columns < 2) {
            throw new IllegalArgumentException("rows=" + rows + ", columns=" + columns);
        }
        return encode(type, "(" + rows + ", " + columns + ")", padTo);
    }

    private static byte[] encode(NpyType type, String shape, int padTo) {
        if (padTo < 1 || padTo > PAGE_BYTES) {
            throw new IllegalArgumentException("padTo=" + padTo);
        }
        byte[] dictionary = ("{'descr': '" + type.descr() + "', 'fortran_order': False, 'shape': " + shape + ", }")
                .getBytes(StandardCharsets.US_ASCII);
        int unpaddedBytes = PREAMBLE_BYTES + dictionary.length + 1;
        byte[] header = new byte[Math.ceilDiv(unpaddedBytes, padTo) * padTo];
        Arrays.fill(header, (byte) ' ');
        header[header.length - 1] = '\n';
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).put(NpyHeaderReader.MAGIC).put((byte) 1).put((byte) 0)
                .putShort((short) (header.length - PREAMBLE_BYTES)).put(dictionary);
        return header;
    }

    /** {@return the header of a dataset's values, {@link #PAGE_BYTES} long} */
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

    private void requireLength(Path file, long lengthBytes) {
        if (lengthBytes == fileBytes()) {
            return;
        }
        String detail = count + " elements of " + type.widthBytes() + " bytes after a header of " + dataOffset
                + " take " + fileBytes() + " bytes, it has " + lengthBytes;
        throw lengthBytes < fileBytes() ? FileFaults.truncated(file, detail) : FileFaults.damaged(file, detail);
    }
}
