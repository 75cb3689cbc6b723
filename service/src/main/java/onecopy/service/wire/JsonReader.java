package onecopy.service.wire;

import java.io.InputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onecopy.data.fault.Excerpt;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;

/**
 * A pull reader over one JSON document. What does not fit is an {@link OnecopyException} with {@link
 * Fault#INVALID_ARGUMENT} whose sentence begins with the place; a failing stream is the parser's own {@link
 * JacksonIOException}. Not thread-safe.
 */
final class JsonReader implements AutoCloseable {
    /** No name, number or value of a request comes near this; what is longer is never kept, only counted. */
    private static final int LONGEST_TEXT = 1_000;
    private static final JsonFactory STRICT = utf8().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_TEXT).build())
            .build();
    private static final JsonFactory TRUSTING = utf8().build();

    private static final int LONGEST_REASON = 200;
    /** From the last comma, colon or bracket before a source or a name in back quotes. */
    private static final Pattern INTERNALS = Pattern.compile("(, | \\(|: )[^,(:]*(\\[Source|`).*");

    private final JsonParser parser;
    private final String document;
    private String part;
    private long partNumber;

    private JsonReader(JsonParser parser, String document) {
        this.parser = parser;
        this.document = document;
    }

    /** Guessing other encodings would make a failing stream of bytes that are merely wrong. */
    private static JsonFactoryBuilder utf8() {
        return JsonFactory.builder().disable(TokenStreamFactory.Feature.CHARSET_DETECTION);
    }

    /**
     * {@return a reader of UTF-8 text that anybody may have written}
     *
     * @param document how messages name the document: {@code "the request"}, {@code "line 7"}
     */
    static JsonReader of(InputStream in, String document) {
        return new JsonReader(STRICT.createParser(ObjectReadContext.empty(), in), document);
    }

    /** {@return a reader of UTF-8 text that a process of ours wrote: repeated keys go unnoticed, no text is too long} */
    static JsonReader trusting(InputStream in, String document) {
        return new JsonReader(TRUSTING.createParser(ObjectReadContext.empty(), in), document);
    }

    /** {@return a reader of a string that anybody may have written} */
    static JsonReader of(String text, String document) {
        return new JsonReader(STRICT.createParser(ObjectReadContext.empty(), text), document);
    }

    /**
     * Says which part of the document the following messages are about. The two become text only in a message, because
     * there may be millions of parts.
     *
     * @param kind such as {@code "query"}; null for the document itself
     * @param number which of them, from 1
     */
    void at(String kind, long number) {
        part = kind;
        partNumber = number;
    }

    private String place() {
        return part == null ? document : document + ", " + part + " " + partNumber;
    }

    /** {@return an error about the current place, to be thrown} */
    OnecopyException wrong(String sentence) {
        return new OnecopyException(Fault.INVALID_ARGUMENT, place() + ": " + sentence);
    }

    /**
     * {@return what a constructor makes of values that were read}
     *
     * @throws OnecopyException what the constructor throws, with the current place before its sentence
     */
    <T> T checked(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (OnecopyException e) {
            throw new OnecopyException(e.fault(), place() + ": " + e.getMessage(), e);
        }
    }

    /** {@return an error for a key that is not one of those allowed, to be thrown} */
    OnecopyException unknownKey(String key, String allowed) {
        return wrong("unknown key '" + Excerpt.of(key) + "': allowed are " + allowed);
    }

    /** Enters an object that is the next value. */
    void startObject(String what) {
        if (next() != JsonToken.START_OBJECT) {
            throw wrong(what + " must be a JSON object, not " + found());
        }
    }

    /** Enters an array that is the next value. */
    void startArray(String what) {
        if (next() != JsonToken.START_ARRAY) {
            throw wrong(what + " must be a JSON array, not " + found());
        }
    }

    /** {@return the next key of the object, null at its end} */
    String nextKey() {
        return next() == JsonToken.PROPERTY_NAME ? parser.currentName() : null;
    }

    /** {@return whether this is the next key of the object; fast where it is} */
    boolean nextKeyIs(SerializableString key) {
        try {
            return parser.nextName(key);
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /** {@return whether the array has another value; that value is then entered by {@code element...}} */
    boolean hasNext() {
        return next() != JsonToken.END_ARRAY;
    }

    /** Enters an object that {@link #hasNext} came upon. */
    void elementObject(String what) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(what + " must be a JSON object, not " + found());
        }
    }

    /** {@return the string that {@link #hasNext} came upon} */
    String elementString(String what) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong(what + " must be a string, not " + found());
        }
        return text();
    }

    /** {@return the integer that {@link #hasNext} came upon} */
    long elementInteger(String what) {
        return integer(what);
    }

    /** {@return the integers of a list that has just been entered, to its end} */
    long[] elementIntegers(String what, int most) {
        long[] integers = new long[16];
        int count = 0;
        while (hasNext()) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw wrong("element " + (count + 1) + " of " + what + " must be an integer, not " + found());
            }
            if (count == most) {
                throw wrong(what + " holds more than " + most + " integers");
            }
            if (count == integers.length) {
                integers = Arrays.copyOf(integers, 2 * count);
            }
            integers[count++] = integer(what);
        }
        return Arrays.copyOf(integers, count);
    }

    /** Goes to the next value. {@return whether it is a list, which is then entered} */
    boolean nextIsArray() {
        return next() == JsonToken.START_ARRAY;
    }

    /** {@return whether {@link #hasNext} came upon a list, which is then entered} */
    boolean elementIsArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** {@return the next value, a string} */
    String nextString(String what) {
        next();
        return elementString(what);
    }

    /** {@return the next value, an integer of 64 bits} */
    long nextInteger(String what) {
        next();
        return integer(what);
    }

    /** {@return the next value, an integer from min to max} */
    long nextInteger(String what, long min, long max) {
        long value = nextInteger(what);
        if (value < min || value > max) {
            throw wrong(what + " must be " + min + " to " + max + ", not " + value);
        }
        return value;
    }

    /** {@return the text of the next value, a number or a string with one} */
    String nextNumberText(String what) {
        return switch (next()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> text();
            case null, default -> throw wrong(what + " must be a number, not " + found());
        };
    }

    /** {@return the next value, an integer of 64 bits or null} */
    Long nextIntegerOrNull(String what) {
        return next() == JsonToken.VALUE_NULL ? null : integer(what);
    }

    /** {@return the next value, an integer of 64 bits, or this one in the place of null} */
    long nextIntegerOr(String what, long otherwise) {
        return next() == JsonToken.VALUE_NULL ? otherwise : integer(what);
    }

    /** {@return the next value, an integer of any size} */
    BigInteger nextBigInteger(String what) {
        next();
        requireInteger(what);
        try {
            return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? parser.getBigIntegerValue()
                    : BigInteger.valueOf(parser.getLongValue());
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /** {@return the next value, a number or null} */
    Double nextDoubleOrNull(String what) {
        return switch (next()) {
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case null, default -> throw wrong(what + " must be a number, not " + found());
        };
    }

    /** {@return the next value, true or false} */
    boolean nextBoolean(String what) {
        return switch (next()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw wrong(what + " must be true or false, not " + found());
        };
    }

    /** Makes sure that nothing but space follows. */
    void end() {
        if (next() != null) {
            throw wrong("nothing may follow the JSON object, but " + found() + " does");
        }
    }

    private long integer(String what) {
        requireInteger(what);
        try {
            if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                return parser.getLongValue();
            }
        } catch (JacksonException e) {
            throw notJson(e);
        }
        throw wrong(what + ": " + Excerpt.of(text()) + " does not fit 64 bits: allowed are " + Long.MIN_VALUE + " to "
                + Long.MAX_VALUE);
    }

    private void requireInteger(String what) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(what + " must be an integer, not " + found());
        }
    }

    private JsonToken next() {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    /** The parser decodes a text only when asked for it, so this may come upon a wrong escape. */
    private String text() {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    private RuntimeException notJson(JacksonException e) {
        if (e instanceof JacksonIOException) {
            return e;
        }
        TokenStreamLocation location = parser.currentLocation();
        String verdict = e instanceof StreamConstraintsException ? " goes beyond a limit" : " is not valid JSON";
        return new OnecopyException(Fault.INVALID_ARGUMENT, place() + verdict + " at line " + location.getLineNr()
                + ", column " + location.getColumnNr() + ": " + ourWords(e.getOriginalMessage()), e);
    }

    /** {@return what the parser says, up to where it begins to speak of its own switches and sources} */
    private static String ourWords(String message) {
        String sentence = message.lines().findFirst().orElse("unreadable").strip();
        Matcher internals = INTERNALS.matcher(sentence);
        String said = internals.find() ? sentence.substring(0, internals.start()) : sentence;
        boolean open = said.lastIndexOf('(') > said.lastIndexOf(')');
        return Excerpt.of(open ? said + ")" : said, LONGEST_REASON);
    }

    private String found() {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the string \"" + Excerpt.of(text()) + "\"";
            case END_ARRAY, END_OBJECT -> "nothing";
            default -> Excerpt.of(text());
        };
    }

    @Override
    public void close() {
        parser.close();
    }
}
