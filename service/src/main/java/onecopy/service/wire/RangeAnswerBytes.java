package onecopy.service.wire;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import onecopy.service.query.Aggregate;
import onecopy.service.query.Range;
import onecopy.service.query.RangeAnswer;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.core.io.SerializedString;

/**
 * One range answer after the other as compact JSON, encoded straight into the generator's buffer: the fast twin of {@link
 * AnswerWriter} for the millions of answers whose numbers fit 64 bits. Only what the generator calls for a raw value is
 * there. Not thread-safe.
 */
final class RangeAnswerBytes implements SerializableString {
    private static final byte[] FROM = ascii("{\"from\":");
    private static final byte[] TO = ascii(",\"to\":");
    private static final byte[] NULL = ascii("null");
    private static final int MAX_NUMBER_LENGTH = Long.toString(Long.MIN_VALUE).length();

    private List<Aggregate> aggregates = List.of();
    private byte[][] labels = {};
    private int maxLength = maxLength(labels);
    private RangeAnswer answer;

    /** Takes the next answer. {@return whether it can be encoded here} */
    boolean take(RangeAnswer next) {
        List<Number> values = next.values();
        for (int i = 0; i < values.size(); i++) {
            if (!fits(values.get(i))) {
                return false;
            }
        }
        if (!next.query().aggregates().equals(aggregates)) {
            aggregates = next.query().aggregates();
            labels = aggregates.stream().map(RangeAnswerBytes::key).toArray(byte[][]::new);
            maxLength = maxLength(labels);
        }
        answer = next;
        return true;
    }

    private static boolean fits(Number value) {
        return value == null || value instanceof Long
                || (value instanceof BigInteger number && number.bitLength() < Long.SIZE);
    }

    private static byte[] key(Aggregate aggregate) {
        byte[] label = new SerializedString(aggregate.label()).asQuotedUTF8();
        ByteBuffer key = ByteBuffer.allocate(label.length + 4);
        return key.put(ascii(",\"")).put(label).put(ascii("\":")).array();
    }

    private static int maxLength(byte[][] labels) {
        int length = FROM.length + TO.length + 1 + (2 + labels.length) * MAX_NUMBER_LENGTH;
        for (byte[] label : labels) {
            length += label.length;
        }
        return length;
    }

    @Override
    public int appendUnquotedUTF8(byte[] buffer, int offset) {
        if (buffer.length - offset < maxLength) {
            return -1;
        }
        Range range = answer.query().range();
        List<Number> values = answer.values();
        int end = put(FROM, buffer, offset);
        end = putBound(range.from(), Long.MIN_VALUE, buffer, end);
        end = put(TO, buffer, end);
        end = putBound(range.to(), Long.MAX_VALUE, buffer, end);
        for (int i = 0; i < labels.length; i++) {
            end = put(labels[i], buffer, end);
            Number value = values.get(i);
            end = value == null ? put(NULL, buffer, end) : NumberOutput.outputLong(value.longValue(), buffer, end);
        }
        buffer[end++] = '}';
        return end - offset;
    }

    private static int putBound(long bound, long unbounded, byte[] buffer, int end) {
        return bound == unbounded ? put(NULL, buffer, end) : NumberOutput.outputLong(bound, buffer, end);
    }

    private static int put(byte[] bytes, byte[] buffer, int end) {
        System.arraycopy(bytes, 0, buffer, end, bytes.length);
        return end + bytes.length;
    }

    /** What the generator falls back to where its buffer has too little room left. */
    @Override
    public byte[] asUnquotedUTF8() {
        byte[] bytes = new byte[maxLength];
        return Arrays.copyOf(bytes, appendUnquotedUTF8(bytes, 0));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String getValue() {
        return new String(asUnquotedUTF8(), StandardCharsets.UTF_8);
    }

    @Override
    public int charLength() {
        return getValue().length();
    }

    @Override
    public char[] asQuotedChars() {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] asQuotedUTF8() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int appendQuotedUTF8(byte[] buffer, int offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int appendQuoted(char[] buffer, int offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int appendUnquoted(char[] buffer, int offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int putQuotedUTF8(ByteBuffer buffer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer buffer) {
        throw new UnsupportedOperationException();
    }
}
