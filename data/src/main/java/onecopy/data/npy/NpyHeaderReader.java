package onecopy.data.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import onecopy.data.fault.Fault;
import onecopy.data.fault.FileFaults;
import onecopy.data.fault.OnecopyException;

/** Reads a header byte by byte as NumPy's own reader does, and refuses what a dataset cannot hold. */
final class NpyHeaderReader {
    /** What every file begins with. */
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final String EXPECTED = "a NumPy .npy file";
    private static final int MAX_HEADER_BYTES = 1 << 20;
    private static final int NEWEST_MAJOR = 3;
    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

    private final InputStream in;
    private final String name;
    private final int columns;

    /** Expects one dimension where columns is 1, otherwise rows of so many columns. */
    NpyHeaderReader(InputStream in, String name, int columns) {
        this.in = in;
        this.name = name;
        this.columns = columns;
    }

    /** {@return the header; the stream then stands at the first element} */
    NpyHeader read() throws IOException {
        requireMagic();
        byte[] version = bytes(2, "its format version");
        int major = Byte.toUnsignedInt(version[0]);
        int minor = Byte.toUnsignedInt(version[1]);
        requireVersion(major, minor);
        int lengthBytes = major == 1 ? Short.BYTES : Integer.BYTES;
        ByteBuffer length = ByteBuffer.wrap(bytes(lengthBytes, "its header length")).order(ByteOrder.LITTLE_ENDIAN);
        long headerBytes = major == 1
                ? Short.toUnsignedInt(length.getShort())
                : Integer.toUnsignedLong(length.getInt());
        if (headerBytes > MAX_HEADER_BYTES) {
            throw FileFaults.damaged(name,
                    "its header claims " + headerBytes + " bytes, more than " + MAX_HEADER_BYTES);
        }
        Charset charset = major < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        String text = new String(bytes((int) headerBytes, "its header"), charset);
        return parse(text, MAGIC.length + version.length + lengthBytes + headerBytes);
    }

    private void requireMagic() throws IOException {
        byte[] found = in.readNBytes(MAGIC.length);
        if (found.length == 0) {
            throw FileFaults.wrongFile(name, EXPECTED, "it is empty");
        }
        if (!Arrays.equals(found, Arrays.copyOf(MAGIC, found.length))) {
            throw FileFaults.wrongFile(name, EXPECTED, "it does not begin with \\x93NUMPY");
        }
        if (found.length < MAGIC.length) {
            throw FileFaults.truncated(name, "it ends after " + found.length + " bytes");
        }
    }

    private void requireVersion(int major, int minor) {
        if (major == 0) {
            throw FileFaults.tooOld(name, "npy format", major + "." + minor, "1.0");
        }
        if (major > NEWEST_MAJOR || minor > 0) {
            throw FileFaults.tooNew(name, "npy format", major + "." + minor, NEWEST_MAJOR + ".0");
        }
    }

    private byte[] bytes(int count, String what) throws IOException {
        byte[] found = in.readNBytes(count);
        if (found.length < count) {
            throw FileFaults.truncated(name, what + " takes " + count + " bytes, it ends after " + found.length
                    + " of them");
        }
        return found;
    }

    private NpyHeader parse(String text, long dataOffset) {
        Map<?, ?> header = dictionary(text);
        if (!KEYS.equals(header.keySet())) {
            throw FileFaults.damaged(name, "its header has the keys " + header.keySet()
                    + " instead of descr, fortran_order and shape");
        }
        if (!(header.get("fortran_order") instanceof Boolean fortranOrder)) {
            throw FileFaults.damaged(name, "fortran_order is neither True nor False");
        }
        NpyType type = NpyDescr.parse(name, header.get("descr"));
        List<Long> lengths = lengths(header.get("shape"));
        long count = columns == 1 ? count(lengths) : tableCount(lengths, fortranOrder);
        if (count > (Long.MAX_VALUE - dataOffset) / type.widthBytes()) {
            throw FileFaults.damaged(name, "its header claims " + count + " elements, more than any file holds");
        }
        return new NpyHeader(type, count, dataOffset);
    }

    private Map<?, ?> dictionary(String text) {
        try {
            if (PythonLiteral.parse(text) instanceof Map<?, ?> header) {
                return header;
            }
        } catch (PythonLiteral.SyntaxException e) {
            throw FileFaults.damaged(name, e.getMessage());
        }
        throw FileFaults.damaged(name, "its header is not a dictionary");
    }

    private List<Long> lengths(Object shape) {
        if (!(shape instanceof PythonLiteral.Tuple(List<Object> lengths))
                || !lengths.stream().allMatch(length -> length instanceof Long n && n >= 0)) {
            throw FileFaults.damaged(name, "its shape is not a tuple of lengths");
        }
        return lengths.stream().map(Long.class::cast).toList();
    }

    private long count(List<Long> lengths) {
        if (lengths.isEmpty()) {
            throw dimensions("no dimension (it is a single number)", "reshape(1)");
        }
        if (lengths.size() > 1) {
            throw dimensions(lengths.size() + " dimensions (" + joined(lengths, " x ") + ")", "ravel()");
        }
        return lengths.getFirst();
    }

    private long tableCount(List<Long> lengths, boolean fortranOrder) {
        if (lengths.size() != 2 || lengths.getLast() != columns || lengths.getFirst() > Long.MAX_VALUE / columns) {
            throw FileFaults.damaged(name,
                    "its shape is (" + joined(lengths, ", ") + ") and should be rows of " + columns);
        }
        if (fortranOrder) {
            throw FileFaults.damaged(name, "its rows should be in C order and are in Fortran order");
        }
        return lengths.getFirst() * columns;
    }

    private static String joined(List<Long> lengths, String separator) {
        return lengths.stream().map(Object::toString).collect(Collectors.joining(separator));
    }

    private OnecopyException dimensions(String found, String remedy) {
        return new OnecopyException(Fault.INVALID_ARGUMENT, name + " has " + found
                + ": onecopy stores arrays of one dimension, which NumPy's " + remedy + " makes of it");
    }
}
