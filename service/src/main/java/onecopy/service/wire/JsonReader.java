package onecopy.service.wire;

import java.io.InputStream;
import java.math.BigInteger;
import onecopy.data.fault.Fault;
import onecopy.data.fault.OnecopyException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * A pull reader over one JSON document. What does not fit is an {@link OnecopyException} with {@link
 * Fault#INVALID_ARGUMENT} whose sentence begins with the place; a failing stream is the parser's own {@link
 * JacksonIOException}. Not thread-safe.
 */
final class JsonReader implements AutoCloseable {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;
    private final String document;
    private String place;

    private JsonReader(JsonParser parser, String document) {
        this.parser = parser;
        this.document = document;
        this.place = document;
    }

    /**
     * {@return a reader of UTF-8 text}
     *
     * @param document how messages name the document: {@code "the request"}, {@code "line 7"}
     */
    static JsonReader of(InputStream in, String document) {
        return new JsonReader(FACTORY.createParser(ObjectReadContext.empty(), in), document);
    }

    /** {@return a reader of a string} */
    static JsonReader of(String text, String document) {
        return new JsonReader(FACTORY.createParser(ObjectReadContext.empty(), text), document);
    }

    /** Names the part of the document that the following messages are about; null for the document itself. */
    void at(String part) {
        place = part == null ? document : document + ", " + part;
    }

    /** {@return an error about the current place, to be thrown} */
    OnecopyException wrong(String sentence) {
        return new OnecopyException(Fault.INVALID_ARGUMENT, place + ": " + sentence);
    }

    /** {@return an error for a key that is not one of those allowed, to be thrown} */
    OnecopyException unknownKey(String key, String allowed) {
        return wrong("unknown key '" + key + "': allowed are " + allowed);
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
        return parser.getString();
    }

    /** {@return the integer that {@link #hasNext} came upon} */
    long elementInteger(String what) {
        return integer(what);
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

    /** {@return the next value, an integer of 64 bits or null} */
    Long nextIntegerOrNull(String what) {
        return next() == JsonToken.VALUE_NULL ? null : integer(what);
    }

    /** {@return the next value, an integer of any size} */
    BigInteger nextBigInteger(String what) {
        next();
        requireInteger(what);
        return parser.getBigIntegerValue();
    }

    /** {@return the next value, a number or null} */
    Double nextDoubleOrNull(String what) {
        return switch (next()) {
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> throw wrong(what + " must be a number, not " + found());
        };
    }

    /** {@return the next value, true or false} */
    boolean nextBoolean(String what) {
        return switch (next()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrong(what + " must be true or false, not " + found());
        };
    }

    /** Makes sure that nothing but space follows. */
    void end() {
        at(null);
        if (next() != null) {
            throw wrong("nothing may follow the JSON object, but " + found() + " does");
        }
    }

    private long integer(String what) {
        requireInteger(what);
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw wrong(
                    what + ": " + parser.getString() + " does not fit 64 bits: allowed are " + Long.MIN_VALUE + " to "
                            + Long.MAX_VALUE);
        }
        return parser.getLongValue();
    }

    private void requireInteger(String what) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(what + " must be an integer, not " + found());
        }
    }

    private JsonToken next() {
        try {
            return parser.nextToken();
        } catch (StreamReadException | StreamConstraintsException e) {
            throw new OnecopyException(Fault.INVALID_ARGUMENT, document + " is not valid JSON at line "
                    + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ": "
                    + firstSentence(e.getOriginalMessage()), e);
        }
    }

    private static String firstSentence(String message) {
        return message.lines().findFirst().orElse("unreadable").strip();
    }

    private String found() {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "the string \"" + abbreviated(parser.getString()) + "\"";
            case END_ARRAY, END_OBJECT -> "nothing";
            default -> abbreviated(parser.getString());
        };
    }

    private static String abbreviated(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    @Override
    public void close() {
        parser.close();
    }
}
