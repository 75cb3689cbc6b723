package onecopy.data.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The shape of one array of an index, which its manifest determines: nothing in the file decides how it is read.
 *
 * @param name name of the file
 * @param descr type of an entry, as NumPy writes it
 * @param widthBytes bytes of an entry
 * @param rows number of rows
 * @param columns entries in a row; 1 makes the array one-dimensional
 */
public record IndexArray(String name, String descr, int widthBytes, long rows, int columns) {
    private static final int PREAMBLE_BYTES = 10;

    /** {@return bytes of the file} */
    public long fileBytes() {
        return IndexLayout.HEADER_BYTES + rows * columns * widthBytes;
    }

    /** {@return number of pieces of {@link IndexLayout#CHECK_BYTES} bytes, header and shorter last piece included} */
    public long pieces() {
        return Math.ceilDiv(fileBytes(), IndexLayout.CHECK_BYTES);
    }

    /** {@return the array that holds the checksums of this one} */
    public IndexArray checks() {
        return new IndexArray(IndexLayout.checks(name), "<u4", Integer.BYTES, pieces(), 1);
    }

    /** {@return the header: NumPy's format 1.0, padded to {@link IndexLayout#HEADER_BYTES}} */
    public byte[] header() {
        String shape = columns == 1 ? "(" + rows + ",)" : "(" + rows + ", " + columns + ")";
        String text = String.format(Locale.ROOT, "{'descr': '%s', 'fortran_order': False, 'shape': %s, }", descr,
                shape);
        byte[] header = new byte[IndexLayout.HEADER_BYTES];
        Arrays.fill(header, (byte) ' ');
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
        System.arraycopy(magic, 0, header, 0, magic.length);
        int textBytes = header.length - PREAMBLE_BYTES;
        header[8] = (byte) textBytes;
        header[9] = (byte) (textBytes >>> 8);
        byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(latin, 0, header, PREAMBLE_BYTES, latin.length);
        header[header.length - 1] = '\n';
        return header;
    }
}
