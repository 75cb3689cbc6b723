package onecopy.data.npy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the literals NumPy writes into headers: dictionaries, tuples, lists, strings, whole numbers, {@code True},
 * {@code False} and {@code None}. Dictionaries become {@link Map}s, lists {@link List}s, tuples {@link Tuple}s, numbers
 * {@link Long}s, {@code None} the {@link #NONE} object. Escapes in strings stand for the character after the
 * backslash, which is enough to find a string's end.
 */
final class PythonLiteral {
    /** What {@code None} becomes. */
    static final Object NONE = new Object();

    private static final int MAX_DEPTH = 32;

    private final String text;
    private int position;
    private int depth;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** A parenthesised sequence. */
    record Tuple(List<Object> items) {}

    /** The text is not a literal; the message says what was expected where. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }
    }

    /** {@return the one literal in a text, white space around it allowed} */
    static Object parse(String text) throws SyntaxException {
        PythonLiteral parser = new PythonLiteral(text);
        Object value = parser.value();
        parser.skipSpace();
        if (parser.position < text.length()) {
            throw parser.expected("nothing more");
        }
        return value;
    }

    private Object value() throws SyntaxException {
        if (depth == MAX_DEPTH) {
            throw new SyntaxException("more than " + MAX_DEPTH + " brackets inside each other");
        }
        depth++;
        skipSpace();
        char first = peek();
        Object value = switch (first) {
            case '{' -> dictionary();
            case '(' -> tuple();
            case '[' -> list();
            case '\'', '"' -> string();
            default -> Character.isLetter(first) ? word() : number();
        };
        depth--;
        return value;
    }

    private Map<Object, Object> dictionary() throws SyntaxException {
        Map<Object, Object> entries = new LinkedHashMap<>();
        take('{');
        while (!takeIf('}')) {
            Object key = value();
            take(':');
            entries.put(key, value());
            separator('}');
        }
        return entries;
    }

    private List<Object> list() throws SyntaxException {
        List<Object> items = new ArrayList<>();
        take('[');
        while (!takeIf(']')) {
            items.add(value());
            separator(']');
        }
        return items;
    }

    private Object tuple() throws SyntaxException {
        List<Object> items = new ArrayList<>();
        boolean comma = false;
        take('(');
        while (!takeIf(')')) {
            items.add(value());
            comma |= separator(')');
        }
        return items.size() == 1 && !comma ? items.getFirst() : new Tuple(items);
    }

    private String string() throws SyntaxException {
        StringBuilder content = new StringBuilder();
        char quote = next();
        for (char c = next(); c != quote; c = next()) {
            content.append(c == '\\' ? next() : c);
        }
        return content.toString();
    }

    private Object word() throws SyntaxException {
        int start = position;
        while (Character.isLetterOrDigit(peek())) {
            position++;
        }
        String word = text.substring(start, position);
        return switch (word) {
            case "True" -> true;
            case "False" -> false;
            case "None" -> NONE;
            case "u", "U" -> string();
            default -> {
                position = start;
                throw expected("a value");
            }
        };
    }

    private Long number() throws SyntaxException {
        int start = position;
        if (peek() == '-') {
            position++;
        }
        while (isDigit(peek())) {
            position++;
        }
        String digits = text.substring(start, position);
        if (peek() == 'L') {
            position++;
        }
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException _) {
            position = start;
            throw expected("a value of at most 64 bits");
        }
    }

    private static boolean isDigit(char c) {
        return '0' <= c && c <= '9';
    }

    /** Takes the comma after an item; an item without one must be the last. */
    private boolean separator(char close) throws SyntaxException {
        if (takeIf(',')) {
            return true;
        }
        skipSpace();
        if (peek() != close) {
            throw expected("',' or '" + close + "'");
        }
        return false;
    }

    private void take(char wanted) throws SyntaxException {
        if (!takeIf(wanted)) {
            throw expected("'" + wanted + "'");
        }
    }

    private boolean takeIf(char wanted) {
        skipSpace();
        boolean found = peek() == wanted;
        if (found) {
            position++;
        }
        return found;
    }

    private void skipSpace() {
        while (position < text.length() && " \t\n\r\f".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private char next() throws SyntaxException {
        if (position == text.length()) {
            throw expected("more");
        }
        return text.charAt(position++);
    }

    private SyntaxException expected(String what) {
        return new SyntaxException("expected " + what + " at character " + position + " of the header");
    }
}
