package onecopy.loader.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import onecopy.data.ElementType;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;

/**
 * Parses text with one integer a line. A line is blanks (spaces or tabs), an optional sign, decimal digits, blanks; it
 * ends with LF or CRLF. Lines of nothing but blanks are skipped, as NumPy's {@code loadtxt} does.
 *
 * <p>
 * Digits are taken eight at a time: a word of text XOR {@code '0'} repeated shows the first byte that is no digit, and
 * three multiplications turn the digits before it into their value (the method of Daniel Lemire's {@code
 * parse_eight_digits_unrolled}).
 */
final class IntegerLines {
    /** Bytes that must follow the text in its array, with any content: the parser reads whole words. */
    static final int PADDING_BYTES = 16;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long MAX_SHOWN = 40;

    private final String file;
    private final ElementType limit;

    private byte[] text;
    private int end;
    private int lineStart;
    private long line;

    /**
     * @param file how errors call the text
     * @param limit values must fit into this type
     */
    IntegerLines(String file, ElementType limit) {
        this.file = file;
        this.limit = limit;
    }

    /**
     * Parses whole lines.
     *
     * @param text bytes {@code [0, end)} are lines, the last one ended by LF as well; {@link #PADDING_BYTES} follow
     * @param firstLine number of the first line, from 1, for errors
     * @param into receives the values from index 0; needs room for one value per two bytes of text
     * @return number of values
     * @throws OnecopyException with {@link Fault#INVALID_ARGUMENT} naming line, column and what was found there
     */
    int parse(byte[] text, int end, long firstLine, long[] into) {
        this.text = text;
        this.end = end;
        this.line = firstLine;
        int count = 0;
        int at = 0;
        while (at < end) {
            lineStart = at;
            boolean negative = text[at] == '-';
            int digitsStart = negative ? at + 1 : at;
            long word = (long) WORD.get(text, digitsStart) ^ ZEROS;
            int digits = leadingDigits(word);
            long value = leadingValue(word, digits);
            int after = digitsStart + digits;
            if (digits == 8) {
                long next = (long) WORD.get(text, after) ^ ZEROS;
                int more = leadingDigits(next);
                value = value * POWERS_OF_TEN[more] + leadingValue(next, more);
                digits += more;
                after += more;
            }
            if (digits != 0 && digits != 16 && text[after] == '\n') {
                value = negative ? -value : value;
                if (limit == ElementType.INT32 && value != (int) value) {
                    throw misfit(after);
                }
                into[count++] = value;
                at = after + 1;
            } else {
                at = parseUnusual(into, count);
                count += unusualHadValue ? 1 : 0;
            }
            line++;
        }
        return count;
    }

    private static final int[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000,
        100_000_000};

    private boolean unusualHadValue;

    private static int leadingDigits(long word) {
        long notDigit = ((word + 0x7676767676767676L) | word) & 0x8080808080808080L;
        return Long.numberOfTrailingZeros(notDigit) >>> 3;
    }

    private static long leadingValue(long word, int digits) {
        long d = digits == 0 ? 0 : word << ((8 - digits) << 3);
        d = d * 10 + (d >>> 8);
        return ((d & 0x000000FF000000FFL) * 0x000F424000000064L
                + ((d >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L) >>> 32;
    }

    /** Any line the fast path leaves: blanks, CR, a plus sign, sixteen digits and more, errors. */
    private int parseUnusual(long[] into, int count) {
        int at = skipBlanks(lineStart);
        int lineEnd = endOfLine(at);
        unusualHadValue = lineEnd < 0;
        if (lineEnd >= 0) {
            return lineEnd;
        }
        boolean negative = text[at] == '-';
        int digitsStart = negative || text[at] == '+' ? at + 1 : at;
        at = digitsStart;
        long value = 0;
        boolean overflow = false;
        while (text[at] >= '0' && text[at] <= '9') {
            int digit = text[at] - '0';
            overflow |= value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit;
            value = value * 10 - digit;
            at++;
        }
        int valueEnd = at;
        at = at == digitsStart ? at : skipBlanks(at);
        lineEnd = at == digitsStart ? -1 : endOfLine(at);
        if (lineEnd < 0) {
            throw unexpected(at);
        }
        if (overflow || (!negative && value == Long.MIN_VALUE)) {
            throw misfit(valueEnd);
        }
        value = negative ? value : -value;
        if (limit == ElementType.INT32 && value != (int) value) {
            throw misfit(valueEnd);
        }
        into[count] = value;
        return lineEnd;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (text[at] == ' ' || text[at] == '\t') {
            at++;
        }
        return at;
    }

    /** {@return the index after the line end that stands here, -1 where none does} */
    private int endOfLine(int at) {
        if (text[at] == '\n') {
            return at + 1;
        }
        return text[at] == '\r' && at + 1 < end && text[at + 1] == '\n' ? at + 2 : -1;
    }

    private OnecopyException misfit(int valueEnd) {
        int start = skipBlanks(lineStart);
        String value = shown(start, valueEnd);
        return Misfit.of("the number in line " + line + " of " + file, value, limit);
    }

    private OnecopyException unexpected(int at) {
        String found = text[at] == '\n' || (text[at] == '\r' && text[at + 1] == '\n')
                ? "the line ends"
                : "found " + describe(text[at]);
        int lineEnd = at;
        while (text[lineEnd] != '\n') {
            lineEnd++;
        }
        return new OnecopyException(Fault.INVALID_ARGUMENT,
                "line " + line + " of " + file + " is not an integer: " + found + " at column "
                        + (at - lineStart + 1) + " of '" + shown(lineStart, lineEnd) + "'");
    }

    private static String describe(byte found) {
        return found > ' ' && found < 0x7f
                ? "'" + (char) found + "'"
                : found == ' ' ? "a space" : String.format("byte 0x%02x", found & 0xff);
    }

    private String shown(int from, int to) {
        int length = (int) Math.min(to - from, MAX_SHOWN);
        String start = new String(text, from, length, StandardCharsets.UTF_8).strip().replaceAll("\\p{Cntrl}", "?");
        return length < to - from ? start + "..." : start;
    }
}
